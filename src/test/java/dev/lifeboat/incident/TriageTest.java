package dev.lifeboat.incident;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeboat.incident.Signs.Counts;
import dev.lifeboat.incident.Signs.Good;
import dev.lifeboat.incident.Triage.Reply;
import dev.lifeboat.monitor.Seen;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TriageTest {
  private static final Instant NOW = Instant.parse("2026-11-23T03:00:00Z");
  private static final Seen<Good> GOOD =
      Seen.known(new Good("B", NOW.minusSeconds(7200), Optional.of("verified an hour ago")));
  private static final Seen<List<String>> NOTHING = Seen.known(List.of());
  private static final Seen<List<Counts>> SAME =
      Seen.known(List.of(new Counts("shop.orders", 100, 120)));

  private static Seen<List<String>> found(String words) {
    return Seen.known(List.of(words));
  }

  private static <T> Seen<T> unknown() {
    return Seen.unknown("it doesn't answer");
  }

  private static Triage of(
      Seen<Good> backup,
      Seen<List<String>> volumes,
      Seen<List<String>> files,
      Seen<List<String>> images,
      Seen<List<Counts>> collections) {
    return Triage.of(new Signs(backup, volumes, files, images, collections), NOW);
  }

  private static List<Reply> replies(Triage triage) {
    return triage.questions().stream().map(Triage.Question::reply).toList();
  }

  @Test
  void allIsWell() {
    Triage triage = of(GOOD, NOTHING, NOTHING, NOTHING, SAME);
    assertThat(replies(triage))
        .containsExactly(Reply.NO, Reply.NO, Reply.NO, Reply.NO, Reply.YES, Reply.YES);
    assertThat(triage.priority()).isEqualTo(Priority.P3);
    assertThat(triage.advice().commands()).containsExactly("lifeboat monitor");
    assertThat(triage.questions().getLast().evidence())
        .containsExactly("all that changed in the last 2 h 00 min");
  }

  @Test
  void volumesComeBeforeFilesAndImages() {
    Triage triage = of(GOOD, found("v"), found("f"), found("i"), unknown());
    assertThat(triage.priority()).isEqualTo(Priority.P0);
    assertThat(triage.advice().commands()).containsExactly("lifeboat recover volume-deleted");
    assertThat(triage.advice().destructive()).isTrue();
    assertThat(of(GOOD, NOTHING, found("f"), found("i"), unknown()).advice().commands())
        .containsExactly("lifeboat recover corrupt-database");
    Triage images = of(GOOD, NOTHING, NOTHING, found("i"), SAME);
    assertThat(images.priority()).isEqualTo(Priority.P1);
    assertThat(images.advice().commands()).containsExactly("lifeboat recover wrong-images");
  }

  @Test
  void whatIsMissingIsPutBackAndNothingElseTouched() {
    Triage triage =
        of(
            GOOD,
            NOTHING,
            NOTHING,
            NOTHING,
            Seen.known(
                List.of(
                    new Counts("shop.orders", 1000, 0),
                    new Counts("shop.users", 1000, 900),
                    new Counts("shop.visits", 1000, 990))));
    assertThat(triage.priority()).isEqualTo(Priority.P0);
    assertThat(triage.advice().commands().getFirst())
        .isEqualTo("lifeboat restore --missing-only --only shop.orders,shop.users");
    assertThat(triage.advice().destructive()).isFalse();
    assertThat(triage.questions().get(3).evidence())
        .containsExactly(
            "'shop.orders' is gone or empty: the backup has 1,000 documents",
            "'shop.users' has 900 documents, the backup 1,000",
            "'shop.visits' has 990 documents, the backup 1,000");
  }

  @Test
  void aFewDeletedDocumentsAreNoAccidentAndNoProofOfNone() {
    Triage triage =
        of(
            GOOD,
            NOTHING,
            NOTHING,
            NOTHING,
            Seen.known(List.of(new Counts("shop.visits", 1000, 950))));
    assertThat(triage.questions().get(3).reply()).isEqualTo(Reply.UNKNOWN);
    assertThat(triage.priority()).isEqualTo(Priority.P3);
  }

  @Test
  void aNameThatAShellWouldReadOtherwiseIsNotPutIntoACommand() {
    Triage triage =
        of(
            GOOD,
            NOTHING,
            NOTHING,
            NOTHING,
            Seen.known(List.of(new Counts("shop.$(reboot)", 10, 0))));
    assertThat(triage.advice().commands()).noneMatch(command -> command.contains("reboot"));
  }

  @Test
  void withoutABackupPeopleLookElsewhereFirst() {
    for (Seen<Good> none : List.<Seen<Good>>of(Seen.without(), unknown())) {
      Triage triage = of(none, found("v"), NOTHING, NOTHING, unknown());
      assertThat(triage.priority()).isEqualTo(Priority.P0);
      assertThat(triage.advice().commands()).contains("lifeboat contacts", "lifeboat import FILE");
      assertThat(triage.advice().destructive()).isFalse();
      // Each recovery needs a backup.
      assertThat(triage.advice().commands()).noneMatch(each -> each.contains("recover"));
    }
    Triage none = of(Seen.without(), NOTHING, NOTHING, NOTHING, SAME);
    assertThat(none.questions().get(4).reply()).isEqualTo(Reply.NO);
  }

  @Test
  void whatDoesNotAnswerIsUnknownAndSaysWhy() {
    Triage triage = of(unknown(), unknown(), unknown(), unknown(), unknown());
    assertThat(replies(triage)).containsOnly(Reply.UNKNOWN);
    assertThat(triage.questions().getFirst().evidence()).containsExactly("it doesn't answer");
    assertThat(triage.priority()).isEqualTo(Priority.P1);
    assertThat(triage.advice().commands()).containsExactly("lifeboat doctor");
  }
}
