package dev.lifeboat.source.mongo;

import dev.lifeboat.problem.Code;
import dev.lifeboat.problem.Problem;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * What restores in place left incomplete. It is known until a later restore has brought it back,
 * and known again if that one is taken back.
 */
final class RestoreIncomplete {
  private static final int NAMED = 20;

  private final RestoreServer server;

  RestoreIncomplete(RestoreServer server) {
    this.server = server;
  }

  /** How far a restore in place had come. */
  enum Reach {
    /** It had not dropped anything yet. */
    NOTHING,
    /** A collection is half-way: that is known until it is brought back. */
    HALF,
    /** Some collections are of the backup and some as before; each is whole. */
    SOME;

    /** What is to be said of it now; of {@link #HALF} it is said as long as it is so. */
    Optional<String> words(JournalHeader header, List<JournalEntry> entries) {
      return switch (this) {
        case NOTHING ->
            Optional.of(
                "restore '%s' of backup '%s' in place was cut off before it changed anything"
                    .formatted(header.id(), header.backup()));
        case SOME -> Optional.of(RestoreIncomplete.words(problem(header, entries)));
        case HALF -> Optional.empty();
      };
    }
  }

  /** Ends a restore in place that got no further. */
  Reach cutOff(Journal journal, JournalHeader header, JournalLease lease, Instant now) {
    RestoreRollback.dropStaged(server, header);
    RestoreRollback.dropKept(server, header, header.id());
    var entries = journal.entries();
    if (entries.stream().noneMatch(entry -> has(entry, JournalEntry.BEGUN))) {
      journal.delete(header);
      return Reach.NOTHING;
    }
    boolean half = entries.stream().anyMatch(JournalEntry::isIncomplete);
    var ended = header.in(half ? JournalState.CUT_OFF : JournalState.REPLACED).restoredAt(now);
    lease.put(ended);
    journal.unlock(ended);
    return half ? Reach.HALF : Reach.SOME;
  }

  /** What is incomplete now, in words; empty if nothing is. */
  List<String> words() {
    return problems(cutOff()).stream().map(RestoreIncomplete::words).toList();
  }

  private static String words(Problem problem) {
    return problem.message() + ": " + String.join(", ", problem.hints());
  }

  private static List<Problem> problems(List<Journal.Found> found) {
    return found.stream()
        .filter(each -> each.journal().entries().stream().anyMatch(JournalEntry::isIncomplete))
        .map(each -> problem(each.header(), each.journal().entries()))
        .toList();
  }

  /** What is incomplete now of one stack, also because a restore is at work on it. */
  List<Problem> problems(String stack) {
    var all = new ArrayList<>(problems(cutOff(header -> header.stack().equals(stack))));
    in(header -> header.state() == JournalState.REPLACING && header.stack().equals(stack))
        .forEach(
            each ->
                all.add(
                    Problem.of(
                        Code.RESTORE_INCOMPLETE,
                        "restore '%s' of backup '%s' in place is at work"
                            .formatted(each.header().id(), each.header().backup()),
                        "back up again when it is done: lifeboat watch")));
    return List.copyOf(all);
  }

  /** What a restore in place that was cut off did, and what to do now. */
  static Problem problem(JournalHeader header, List<JournalEntry> entries) {
    var incomplete = names(entries.stream().filter(JournalEntry::isIncomplete).toList());
    var untouched =
        names(
            entries.stream()
                .filter(entry -> entry.kind() == StagedKind.COLLECTION || isSeries(entry))
                .filter(entry -> !has(entry, JournalEntry.BEGUN))
                .toList());
    var restored = entries.stream().filter(entry -> has(entry, JournalEntry.ARRIVED)).count();
    return Problem.of(
        Code.RESTORE_INCOMPLETE,
        "the restore of backup '%s' in place was cut off: %s; %s; %d restored and proven"
            .formatted(
                header.backup(),
                incomplete.isEmpty() ? "no collection is half-way" : "incomplete " + incomplete,
                untouched.isEmpty() ? "none untouched" : "untouched " + untouched,
                restored),
        "run it again: lifeboat restore %s --in-place --drop".formatted(header.backup()),
        "or beside the present data: lifeboat restore " + header.backup());
  }

  private static String names(List<JournalEntry> entries) {
    var some =
        entries.stream()
            .limit(NAMED)
            .map(entry -> "'" + entry.namespace() + "'")
            .collect(Collectors.joining(", "));
    return entries.size() > NAMED ? some + " and %d more".formatted(entries.size() - NAMED) : some;
  }

  private static boolean isSeries(JournalEntry entry) {
    return entry.kind() == StagedKind.TIMESERIES;
  }

  /**
   * Notes that a restore has brought collections back.
   *
   * @param mark {@link JournalEntry#ARRIVED} if for good
   */
  void mend(Collection<JournalEntry> brought, String mark) {
    Set<String> names = brought.stream().map(JournalEntry::namespace).collect(Collectors.toSet());
    for (Journal.Found found : cutOff()) {
      for (JournalEntry entry : found.journal().entries()) {
        if (entry.isIncomplete() && names.contains(entry.namespace())) {
          found.journal().done(entry, mark);
        }
      }
      forget(found);
    }
  }

  /** The restore of that id was taken back, and with it what it had mended. */
  void reopen(String id) {
    for (Journal.Found found : cutOff()) {
      for (JournalEntry entry : found.journal().entries()) {
        if (has(entry, JournalEntry.mendedBy(id))) {
          found.journal().undone(entry, JournalEntry.mendedBy(id));
        }
      }
    }
  }

  /** The restore of that id can't be taken back any more. */
  void keep(String id) {
    for (Journal.Found found : cutOff()) {
      for (JournalEntry entry : found.journal().entries()) {
        if (has(entry, JournalEntry.mendedBy(id))) {
          found.journal().done(entry, JournalEntry.ARRIVED);
        }
      }
      forget(found);
    }
  }

  private static void forget(Journal.Found found) {
    boolean over =
        found.journal().entries().stream()
            .allMatch(entry -> !has(entry, JournalEntry.BEGUN) || has(entry, JournalEntry.ARRIVED));
    if (over) {
      found.journal().delete(found.header());
    }
  }

  private List<Journal.Found> cutOff() {
    return cutOff(header -> true);
  }

  private List<Journal.Found> cutOff(Predicate<JournalHeader> meant) {
    return in(meant.and(header -> header.state() == JournalState.CUT_OFF));
  }

  private List<Journal.Found> in(Predicate<JournalHeader> meant) {
    var all = new ArrayList<>(Journal.all(server));
    all.removeIf(found -> !meant.test(found.header()));
    return all;
  }

  private static boolean has(JournalEntry entry, String act) {
    return entry.done().contains(act);
  }
}
