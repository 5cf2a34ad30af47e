package dev.lifeboat.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeboat.schedule.ObjectiveInterval.Sample;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TimetableTest {
  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
  private static final Instant NOW = Instant.parse("2026-11-23T10:00:00Z");

  @Test
  void whatWasMissedIsCaughtUpOnce() {
    Timetable.Due due = every("6h").due(NOW.minus(Duration.ofDays(2)), NOW).orElseThrow();

    assertThat(due.latest()).isEqualTo("2026-11-23T06:00:00Z");
    assertThat(due.missed()).hasSize(7).first().hasToString("2026-11-21T12:00:00Z");
  }

  @Test
  void nothingIsDueBeforeItsTime() {
    assertThat(every("6h").due(Instant.parse("2026-11-23T06:00:00Z"), NOW)).isEmpty();
    assertThat(every("6h").next(NOW)).isEqualTo("2026-11-23T12:00:00Z");
  }

  @Test
  void aVeryLongTimeAwayIsNoEndlessWork() {
    Timetable.Due due = every("1m").due(NOW.minus(Duration.ofDays(3000)), NOW).orElseThrow();

    assertThat(due.latest()).isEqualTo(NOW);
    assertThat(due.missed()).hasSize(1000);
  }

  @Test
  void beginsOnlyWithinItsWindow() {
    Timetable hourly =
        new Timetable(
            new Trigger.Every(Duration.ofHours(1)),
            Duration.ZERO,
            BERLIN,
            Optional.of(DailyWindow.parse("22:00-06:00")));

    assertThat(hourly.next(NOW)).isEqualTo("2026-11-23T21:00:00Z");
    assertThat(hourly.next(Instant.parse("2026-11-24T04:00:00Z")))
        .isEqualTo("2026-11-24T21:00:00Z");
  }

  @Test
  void anObjectiveWaitsForItsWindow() {
    Timetable table =
        new Timetable(
            new Trigger.Objective(Duration.ofHours(6)),
            Duration.ofHours(5),
            BERLIN,
            Optional.of(DailyWindow.parse("00:00-12:00")));

    assertThat(table.next(Instant.parse("2026-11-23T02:00:00Z"))).isEqualTo("2026-11-23T07:00:00Z");
    assertThat(table.next(Instant.parse("2026-11-23T07:00:00Z"))).isEqualTo("2026-11-23T23:00:00Z");
  }

  @Test
  void jitterIsBoundedAndTheSameForTheSameRun() {
    Job job =
        new Job(
            "database",
            JobKind.BACKUP,
            new Trigger.Every(Duration.ofHours(1)),
            Optional.empty(),
            Duration.ofMinutes(5),
            Optional.empty(),
            Duration.ofHours(1),
            2,
            List.of());
    List<Instant> begins = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      Instant due = NOW.plus(Duration.ofHours(i));
      assertThat(job.begin(due))
          .isEqualTo(job.begin(due))
          .isBetween(due, due.plus(Duration.ofMinutes(5)));
      begins.add(job.begin(due).minus(Duration.ofHours(i)));
    }
    assertThat(begins.stream().distinct()).hasSizeGreaterThan(10);
  }

  @Test
  void pausesBetweenAttemptsGrowToALimit() {
    assertThat(List.of(Job.pauseAfter(1), Job.pauseAfter(2), Job.pauseAfter(3), Job.pauseAfter(60)))
        .containsExactly(
            Duration.ofMinutes(1),
            Duration.ofMinutes(2),
            Duration.ofMinutes(4),
            Duration.ofMinutes(15));
  }

  @Test
  void anIntervalLeavesRoomForTheRunAndForSeeingThatItFailed() {
    ObjectiveInterval interval = objective("6h", samples(20, 600, 0));

    assertThat(interval.interval()).isEqualTo(Duration.ofMinutes(360 - 10 - 15));
    assertThat(interval.warning()).isEmpty();
  }

  @Test
  void anObjectiveThatCantBeMetIsSaidToBeSo() {
    ObjectiveInterval interval = objective("1h", samples(20, 1800, 0));

    assertThat(interval.holds()).isFalse();
    assertThat(interval.interval()).isEqualTo(Duration.ofMinutes(30));
    assertThat(interval.warning())
        .contains(
            "rpo 1h can't be met: a run takes 30m, and it takes 15m until a failed one is seen");
  }

  @Test
  void growthThatWillBreakItIsForeseen() {
    // 10 minutes a month ago, 25 now: half of 6 h less 15 min is reached in some 295 days.
    ObjectiveInterval interval = objective("6h", samples(30, 600, 30));

    assertThat(interval.holds()).isTrue();
    assertThat(interval.breaksAt().orElseThrow())
        .isBetween(NOW.plus(Duration.ofDays(280)), NOW.plus(Duration.ofDays(310)));
    assertThat(interval.warning().orElseThrow()).contains("can't be met any more from about 2027-");
  }

  @Test
  void withoutARunSomeRoomIsLeft() {
    ObjectiveInterval interval = objective("6h", List.of());

    assertThat(interval.measured()).isFalse();
    assertThat(interval.interval()).isEqualTo(Duration.ofMinutes(360 - 18 - 15));
  }

  private static ObjectiveInterval objective(String rpo, List<Sample> samples) {
    return ObjectiveInterval.derive(
        dev.lifeboat.units.Spans.parse(rpo), Duration.ofMinutes(15), samples, NOW);
  }

  /** One a day, the newest today. */
  private static List<Sample> samples(int count, int seconds, int growth) {
    List<Sample> samples = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      samples.add(
          new Sample(
              NOW.minus(Duration.ofDays(count - i)),
              Duration.ofSeconds(seconds + (long) growth * i)));
    }
    return samples;
  }

  private static Timetable every(String span) {
    return new Timetable(
        new Trigger.Every(dev.lifeboat.units.Spans.parse(span)),
        Duration.ZERO,
        BERLIN,
        Optional.empty());
  }
}
