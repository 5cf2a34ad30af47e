package dev.lifeboat.alert;

import static dev.lifeboat.alert.Seen.NOON;
import static dev.lifeboat.alert.Seen.critical;
import static dev.lifeboat.alert.Seen.ok;
import static dev.lifeboat.alert.Seen.verdict;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lifeboat.alert.Alert.Acknowledgement;
import dev.lifeboat.monitor.Metric;
import dev.lifeboat.monitor.State;
import dev.lifeboat.monitor.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class AlertBookTest {
  private static final Verdict GONE = critical(Metric.REPOSITORY, "'/srv/backups' is gone");
  private static final Verdict STALE = critical(Metric.FRESHNESS, "no backup for 8 h");

  private AlertBook book = AlertBook.EMPTY;
  private Rules rules = Rules.DEFAULT;

  /** What is said at so many minutes after noon. */
  private List<String> at(int minutes, Verdict... verdicts) {
    AlertBook.Round round = book.step(List.of(verdicts), moment(minutes), rules);
    book = AlertJson.book(AlertJson.print(round.book()));
    List<String> said = new ArrayList<>();
    round.notices().forEach(one -> said.add(one.kind() + " " + one.alert().key()));
    return said;
  }

  private static Instant moment(int minutes) {
    return NOON.plus(Duration.ofMinutes(minutes));
  }

  @Test
  void saysOnceThatItIsWrongAndOnceThatItIsOver() {
    assertThat(at(0, GONE)).containsExactly("OPENED repository");
    assertThat(at(15, GONE)).isEmpty();
    assertThat(at(30, ok(Metric.REPOSITORY))).isEmpty();
    assertThat(at(45, ok(Metric.REPOSITORY))).containsExactly("CLEARED repository");
    assertThat(at(60, ok(Metric.REPOSITORY))).isEmpty();
    assertThat(book.alerts()).isEmpty();
  }

  @Test
  void oneCauseIsOneAlert() {
    assertThat(at(0, GONE, STALE, verdict(Metric.VERIFIED, "", State.UNKNOWN, "not known")))
        .containsExactly("OPENED repository");
    assertThat(book.alerts().getFirst().effects())
        .containsExactly("freshness: no backup for 8 h", "verified: not known");
  }

  @Test
  void whatIsStillWrongWhenTheCauseIsOverIsSaidThen() {
    at(0, GONE, STALE);
    assertThat(at(5, ok(Metric.REPOSITORY), STALE)).as("it may still come back").isEmpty();
    assertThat(at(16, ok(Metric.REPOSITORY), STALE))
        .containsExactly("CLEARED repository", "OPENED freshness");
  }

  @Test
  void whatWasSaidAlreadyKeepsItsOwnAlert() {
    assertThat(at(0, STALE)).containsExactly("OPENED freshness");
    assertThat(at(15, STALE, GONE)).containsExactly("OPENED repository");
    assertThat(at(30, ok(Metric.FRESHNESS), ok(Metric.REPOSITORY))).isEmpty();
    assertThat(at(45, ok(Metric.FRESHNESS), ok(Metric.REPOSITORY)))
        .containsExactly("CLEARED freshness", "CLEARED repository");
  }

  @Test
  void whatGetsWorseBecauseOfSomethingElseIsNotSaidAgain() {
    Verdict late = verdict(Metric.VERIFIED, "", State.WARNING, "9 days ago");
    assertThat(at(0, late)).containsExactly("OPENED verified");
    Verdict dark = verdict(Metric.VERIFIED, "", State.UNKNOWN, "nobody could look");
    assertThat(at(15, dark, GONE)).containsExactly("OPENED repository");
    assertThat(at(30, ok(Metric.REPOSITORY), late)).isEmpty();
    assertThat(at(45, ok(Metric.REPOSITORY), late)).containsExactly("CLEARED repository");
    assertThat(at(60, ok(Metric.REPOSITORY), critical(Metric.VERIFIED, "90 days ago")))
        .containsExactly("WORSE verified");
  }

  @Test
  void aCauseThatIsNotRedExplainsNothing() {
    assertThat(at(0, verdict(Metric.ROOM, "", State.WARNING, "full in 9 days"), STALE))
        .containsExactlyInAnyOrder("OPENED room", "OPENED freshness");
  }

  @Test
  void theUppermostCauseExplainsAll() {
    Verdict full = critical(Metric.ROOM, "0 bytes free");
    at(0, GONE, full, STALE);
    assertThat(book.alerts()).hasSize(1);
    assertThat(book.alerts().getFirst().effects()).hasSize(2);
  }

  @Test
  void sourcesHaveAlertsOfTheirOwn() {
    assertThat(
            at(
                0,
                verdict(Metric.FRESHNESS, "db", State.CRITICAL, "old"),
                verdict(Metric.FRESHNESS, "files", State.CRITICAL, "old")))
        .containsExactly("OPENED freshness/db", "OPENED freshness/files");
  }

  @Test
  void remindsOnceADay() {
    at(0, GONE);
    assertThat(at(24 * 60 - 1, GONE)).isEmpty();
    assertThat(at(24 * 60, GONE)).containsExactly("REMINDER repository");
    assertThat(at(24 * 60 + 15, GONE)).isEmpty();
    assertThat(at(48 * 60, GONE)).containsExactly("REMINDER repository");
  }

  @Test
  void whatSomebodyTakesCareOfIsNotRepeatedButItsEndIsSaid() {
    at(0, GONE);
    book = book.acknowledge(1, new Acknowledgement("ann", moment(5), "on it"));
    assertThat(at(3 * 24 * 60, GONE)).isEmpty();
    at(3 * 24 * 60 + 15, ok(Metric.REPOSITORY));
    assertThat(at(3 * 24 * 60 + 30, ok(Metric.REPOSITORY))).containsExactly("CLEARED repository");
  }

  @Test
  void worseIsSaidAndEndsAnAcknowledgement() {
    at(0, verdict(Metric.ROOM, "", State.WARNING, "12 GB free"));
    book = book.acknowledge(1, new Acknowledgement("ann", moment(5), ""));
    assertThat(at(15, critical(Metric.ROOM, "1 GB free"))).containsExactly("WORSE room");
    assertThat(book.alerts().getFirst().acknowledgement()).isEmpty();
    assertThat(at(30, verdict(Metric.ROOM, "", State.UNKNOWN, "no answer")))
        .as("as bad as before")
        .isEmpty();
  }

  @Test
  void unknownIsRed() {
    assertThat(at(0, verdict(Metric.FRESHNESS, "", State.UNKNOWN, "nobody could look")))
        .containsExactly("OPENED freshness");
  }

  @Test
  void aSilenceKeepsItToItselfUntilItsEnd() {
    book = book.silence("repository", moment(60), "moving the disk", "ann");
    assertThat(at(0, GONE)).isEmpty();
    assertThat(at(59, GONE)).isEmpty();
    assertThat(at(60, GONE)).containsExactly("OPENED repository");
    assertThat(book.silences()).isEmpty();
  }

  @Test
  void whatCameAndWentInASilenceIsNeverSaid() {
    book = book.silence(Silence.ALL, moment(60), "test", "ann");
    at(0, GONE);
    at(15, ok(Metric.REPOSITORY));
    assertThat(at(30, ok(Metric.REPOSITORY))).isEmpty();
    assertThat(at(75, ok(Metric.REPOSITORY))).isEmpty();
  }

  @Test
  void aSilenceNeverSwallowsTheEndOfWhatWasSaid() {
    at(0, GONE);
    book = book.silence(Silence.ALL, moment(600), "test", "ann");
    at(15, ok(Metric.REPOSITORY));
    assertThat(at(30, ok(Metric.REPOSITORY))).containsExactly("CLEARED repository");
  }

  @Test
  void aSilenceOfAMetricIsOneOfAllItsSources() {
    book = book.silence("freshness", moment(60), "test", "ann");
    assertThat(at(0, verdict(Metric.FRESHNESS, "db", State.CRITICAL, "old"), GONE))
        .containsExactly("OPENED repository");
  }

  @Test
  void whatComesAndGoesIsOneAlert() {
    List<String> said = new ArrayList<>();
    for (int minute = 0; minute < 120; minute += 5) {
      said.addAll(at(minute, minute % 10 == 0 ? GONE : ok(Metric.REPOSITORY)));
    }
    assertThat(said).containsExactly("OPENED repository");
    assertThat(book.alerts().getFirst().returns()).isEqualTo(11);
    assertThat(at(120, ok(Metric.REPOSITORY))).isEmpty();
    assertThat(at(170, ok(Metric.REPOSITORY))).as("it has to be well for longer").isEmpty();
    assertThat(at(176, ok(Metric.REPOSITORY))).containsExactly("CLEARED repository");
  }

  @Test
  void waitsBeforeItSaysAnythingWhereItIsTold() {
    rules = new Rules(Duration.ofMinutes(20), Duration.ZERO, Duration.ofDays(1));
    assertThat(at(0, GONE)).isEmpty();
    assertThat(at(15, GONE)).isEmpty();
    assertThat(at(30, GONE)).containsExactly("OPENED repository");
    assertThat(at(31, ok(Metric.REPOSITORY))).containsExactly("CLEARED repository");
  }

  @Test
  void whatNobodyJudgesAnyMoreIsOver() {
    at(0, verdict(Metric.FRESHNESS, "files", State.CRITICAL, "old"), ok(Metric.REPOSITORY));
    at(15, ok(Metric.REPOSITORY));
    assertThat(at(30, ok(Metric.REPOSITORY))).containsExactly("CLEARED freshness/files");
  }

  @Test
  void aRoundThatJudgedNothingChangesNothing() {
    at(0, GONE);
    AlertBook before = book;
    assertThat(at(600)).isEmpty();
    assertThat(book).isEqualTo(before);
  }

  @Test
  void aClockThatWasPutBackOpensAndClearsNothingTwice() {
    at(60, GONE);
    assertThat(at(0, GONE)).isEmpty();
    assertThat(at(1, ok(Metric.REPOSITORY))).isEmpty();
    assertThat(at(2, GONE)).isEmpty();
  }

  @Test
  void numbersAreNeverGivenTwice() {
    at(0, GONE);
    at(15, ok(Metric.REPOSITORY));
    at(30, ok(Metric.REPOSITORY));
    at(45, GONE);
    assertThat(book.alerts().getFirst().number()).isEqualTo(2);
    assertThatThrownBy(() -> book.acknowledge(1, new Acknowledgement("ann", NOON, "")))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
