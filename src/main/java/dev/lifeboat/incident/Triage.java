package dev.lifeboat.incident;

import dev.lifeboat.incident.Signs.Counts;
import dev.lifeboat.incident.Signs.Good;
import dev.lifeboat.monitor.Seen;
import dev.lifeboat.units.Spans;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The decision tree of a data loss, answered as far as that can be seen. People confirm or overrule
 * it. Pure.
 *
 * @param questions in the order in which people ask them
 * @param priority how bad it seems
 */
public record Triage(List<Question> questions, Priority priority, Advice advice) {
  /** Fewer documents than that, of a hundred, may have gone in the ordinary way. */
  private static final double ORDINARY = 0.05;

  private static final int MOST = 5;

  /** An answer. */
  public enum Reply {
    YES,
    NO,
    UNKNOWN
  }

  /**
   * A question of the tree.
   *
   * @param evidence what the answer rests on, or why there is none
   */
  public record Question(String words, Reply reply, List<String> evidence) {
    public Question {
      evidence = List.copyOf(evidence);
    }
  }

  /**
   * What to do next.
   *
   * @param why in words
   * @param commands the first is the one to run
   * @param destructive whether it replaces anything
   */
  public record Advice(String why, List<String> commands, boolean destructive) {
    public Advice {
      commands = List.copyOf(commands);
    }
  }

  public Triage {
    questions = List.copyOf(questions);
  }

  /** Answers the tree. */
  public static Triage of(Signs signs, Instant now) {
    return new Triage(
        List.of(
            question("Are volumes of the stack gone?", signs.volumes()),
            question("Are the database's files damaged?", signs.files()),
            question("Do services run other images than the last backup locked?", signs.images()),
            documents(signs),
            backup(signs),
            loss(signs, now)),
        priority(signs),
        advice(signs));
  }

  private static Question question(String words, Seen<List<String>> seen) {
    return seen.found()
        .map(found -> new Question(words, found.isEmpty() ? Reply.NO : Reply.YES, found))
        .orElseGet(() -> new Question(words, Reply.UNKNOWN, why(seen)));
  }

  private static List<String> why(Seen<?> seen) {
    return seen instanceof Seen.Unknown<?> unknown ? List.of(unknown.why()) : List.of();
  }

  private static List<Counts> fewer(Signs signs) {
    return signs.collections().found().orElse(List.of()).stream()
        .filter(each -> each.missing() > 0)
        .sorted(Comparator.comparingLong(Counts::missing).reversed())
        .toList();
  }

  /** Those of which more is missing than goes in the ordinary way. */
  private static List<Counts> lost(Signs signs) {
    return fewer(signs).stream().filter(each -> each.missing() > ORDINARY * each.backup()).toList();
  }

  private static Question documents(Signs signs) {
    String words = "Are documents missing?";
    if (signs.collections().found().isEmpty()) {
      return new Question(words, Reply.UNKNOWN, why(signs.collections()));
    }
    List<Counts> fewer = fewer(signs);
    List<String> evidence =
        new ArrayList<>(
            fewer.stream()
                .limit(MOST)
                .map(
                    each ->
                        each.gone()
                            ? "'%s' is gone or empty: the backup has %,d documents"
                                .formatted(each.namespace(), each.backup())
                            : "'%s' has %,d documents, the backup %,d"
                                .formatted(each.namespace(), each.now(), each.backup()))
                .toList());
    if (fewer.size() > MOST) {
      evidence.add("and %d more collections".formatted(fewer.size() - MOST));
    }
    if (lost(signs).isEmpty() && !fewer.isEmpty()) {
      evidence.add("so few may have been deleted in the ordinary way: nobody can tell from here");
    }
    return new Question(
        words,
        !lost(signs).isEmpty() ? Reply.YES : fewer.isEmpty() ? Reply.NO : Reply.UNKNOWN,
        evidence);
  }

  private static Question backup(Signs signs) {
    String words = "Is there a good backup?";
    return switch (signs.backup()) {
      case Seen.Unknown<Good> unknown -> new Question(words, Reply.UNKNOWN, why(unknown));
      case Seen.Without<Good> _ ->
          new Question(words, Reply.NO, List.of("the repository has none"));
      case Seen.Known<Good>(Good good) ->
          new Question(
              words,
              Reply.YES,
              List.of(
                  "%s, %s"
                      .formatted(good.id(), good.proof().orElse("never verified on this host"))));
    };
  }

  private static Question loss(Signs signs, Instant now) {
    String words = "Would newer data be lost by restoring it?";
    return signs
        .backup()
        .found()
        .map(
            good ->
                new Question(
                    words,
                    Reply.YES,
                    List.of(
                        "all that changed in the last %s"
                            .formatted(Spans.print(Duration.between(good.moment(), now))))))
        .orElseGet(
            () -> new Question(words, Reply.UNKNOWN, List.of("there is nothing to restore")));
  }

  private static boolean any(Seen<List<String>> seen) {
    return seen.found().filter(found -> !found.isEmpty()).isPresent();
  }

  private static Priority priority(Signs signs) {
    if (any(signs.volumes()) || any(signs.files()) || lost(signs).stream().anyMatch(Counts::gone)) {
      return Priority.P0;
    }
    boolean unseen = signs.volumes().found().isEmpty() && signs.collections().found().isEmpty();
    return unseen || any(signs.images()) || !lost(signs).isEmpty() ? Priority.P1 : Priority.P3;
  }

  private static Advice advice(Signs signs) {
    boolean wrong =
        any(signs.volumes()) || any(signs.files()) || any(signs.images()) || !lost(signs).isEmpty();
    if (wrong && signs.backup().found().isEmpty()) {
      return new Advice(
          "no good backup is seen from here: look for copies and dumps, keep what is left as it is,"
              + " and call who may decide about lost data",
          List.of("lifeboat list", "lifeboat contacts", "lifeboat import FILE"),
          false);
    }
    if (any(signs.volumes())) {
      return new Advice(
          "volumes are gone: they come back from backups, and the services after them",
          List.of("lifeboat recover volume-deleted"),
          true);
    }
    if (any(signs.files())) {
      return new Advice(
          "the database's files are damaged: what is left is kept, then it is restored",
          List.of("lifeboat recover corrupt-database"),
          true);
    }
    if (!lost(signs).isEmpty()) {
      List<String> names = lost(signs).stream().map(Counts::namespace).toList();
      // Copied into a shell: names that would need quotes there are left to people.
      String only =
          names.size() <= MOST && names.stream().allMatch(name -> name.matches("[\\w.-]+"))
              ? " --only " + String.join(",", names)
              : "";
      return new Advice(
          "documents are missing: those whose _id is gone are put back, all others stay as they"
              + " are",
          List.of("lifeboat restore --missing-only" + only, "lifeboat restore --dry-run"),
          false);
    }
    if (any(signs.images())) {
      return new Advice(
          "services run other images: data is not touched",
          List.of("lifeboat recover wrong-images"),
          false);
    }
    boolean unseen =
        signs.volumes().found().isEmpty()
            || signs.files().found().isEmpty()
            || signs.collections().found().isEmpty();
    return unseen
        ? new Advice(
            "nothing wrong was seen, and not everything could be seen",
            List.of("lifeboat doctor"),
            false)
        : new Advice("nothing is seen to be wrong", List.of("lifeboat monitor"), false);
  }
}
