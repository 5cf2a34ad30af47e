package dev.lifeboat.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeboat.ledger.ExpectedRun;
import dev.lifeboat.ledger.RunResult;
import dev.lifeboat.ledger.SuccessRate;
import dev.lifeboat.schedule.CronExpression;
import dev.lifeboat.schedule.Job;
import dev.lifeboat.schedule.JobKind;
import dev.lifeboat.schedule.Pause;
import dev.lifeboat.schedule.Trigger;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The manual's schedule, with all that happens in a week. */
class WeekTest {
  private static final Instant MONDAY = Instant.parse("2027-10-24T22:00:00Z");
  private static final Instant SUNDAY_NIGHT = Instant.parse("2027-10-31T23:00:00Z");

  private static final Job DATABASE = cron("database", JobKind.BACKUP, "0 */6 * * *");
  private static final Job VOLUMES = cron("volumes", JobKind.VOLUMES, "0 2 * * *");
  private static final Job WATCH =
      Job.of("watch", JobKind.MONITOR, new Trigger.Every(Duration.ofHours(1)));

  @TempDir Path folder;

  @Test
  void aQuietWeekHasEveryRunOnce() {
    Simulation week = new Simulation(folder, MONDAY, DATABASE, VOLUMES, WATCH);

    week.runUntil(SUNDAY_NIGHT);

    // The clock is set back on Sunday: a week has 169 hours of local time, and no run comes twice.
    assertThat(week.of("database")).hasSize(28).allMatch(run -> run.result().good());
    assertThat(week.of("volumes")).hasSize(7).allMatch(run -> run.result().good());
    assertThat(week.of("watch")).hasSize(169).allMatch(run -> run.result().good());
    assertThat(week.runs().rates(MONDAY, SUNDAY_NIGHT).values())
        .allSatisfy(rate -> assertThat(rate.share()).isEqualTo(1.0));
    assertThat(week.told).hasSize(28 + 7 + 169);
  }

  @Test
  void aWeekWithTroubleLosesNoRunFromTheBooks() {
    Simulation week = new Simulation(folder, MONDAY, DATABASE, VOLUMES);
    // On Tuesday the database is away for three hours.
    Instant away = Instant.parse("2027-10-26T03:30:00Z");
    week.outcome =
        (order, now) ->
            order.job().equals(DATABASE)
                    && !now.isBefore(away)
                    && now.isBefore(away.plus(Duration.ofHours(3)))
                ? RunResult.FAILED
                : RunResult.SUCCEEDED;
    week.runUntil(Instant.parse("2027-10-27T08:00:00Z"));
    // From Wednesday morning to Thursday noon the host is off.
    week.sleepUntil(Instant.parse("2027-10-28T11:00:00Z"));
    week.runUntil(SUNDAY_NIGHT);

    Map<RunResult, List<ExpectedRun>> database =
        week.of("database").stream().collect(Collectors.groupingBy(ExpectedRun::result));
    assertThat(database.get(RunResult.FAILED))
        .as("one run, and two more attempts")
        .extracting(ExpectedRun::attempt)
        .containsExactly(1, 2, 3);
    assertThat(database.get(RunResult.MISSED))
        .extracting(run -> run.due().toString())
        .containsExactly(
            "2027-10-27T10:00:00Z",
            "2027-10-27T16:00:00Z",
            "2027-10-27T22:00:00Z",
            "2027-10-28T04:00:00Z");
    ExpectedRun made =
        week.of("database").stream()
            .filter(run -> run.due().equals(Instant.parse("2027-10-28T10:00:00Z")))
            .findFirst()
            .orElseThrow();
    assertThat(made.started().orElseThrow())
        .as("caught up once, at the start")
        .isBetween(Instant.parse("2027-10-28T11:00:00Z"), Instant.parse("2027-10-28T11:01:00Z"));
    assertThat(week.runs().rates(MONDAY, SUNDAY_NIGHT))
        .containsEntry("database", new SuccessRate(28, 23));
  }

  @Test
  void aFailedRunIsRepeatedAndThenGood() {
    Simulation week = new Simulation(folder, MONDAY, DATABASE);
    week.outcome =
        (order, now) -> order.run().endsWith("database") ? RunResult.FAILED : RunResult.SUCCEEDED;

    week.runUntil(MONDAY.plus(Duration.ofHours(7)));

    assertThat(week.of("database"))
        .extracting(ExpectedRun::result, ExpectedRun::attempt)
        .startsWith(
            org.assertj.core.groups.Tuple.tuple(RunResult.FAILED, 1),
            org.assertj.core.groups.Tuple.tuple(RunResult.SUCCEEDED, 2));
    assertThat(week.of("database").get(1).started().orElseThrow())
        .isEqualTo(week.of("database").get(0).ended().orElseThrow().plus(Duration.ofMinutes(1)));
    assertThat(week.runs().rates(MONDAY, SUNDAY_NIGHT))
        .containsEntry("database", new SuccessRate(1, 1));
  }

  @Test
  void aPausedJobIsSkippedWithItsReasonAndGoesOnAfterwards() {
    Simulation week = new Simulation(folder, MONDAY, DATABASE, VOLUMES);
    week.pauses()
        .begin(
            new Pause(
                "database",
                MONDAY,
                Optional.of(MONDAY.plus(Duration.ofHours(14))),
                "moving house",
                "ann"));

    week.runUntil(MONDAY.plus(Duration.ofHours(26)));

    assertThat(week.of("database"))
        .extracting(ExpectedRun::result)
        .containsExactly(
            RunResult.SKIPPED, RunResult.SKIPPED, RunResult.SUCCEEDED, RunResult.SUCCEEDED);
    assertThat(week.of("database").getFirst().message())
        .isEqualTo("paused by ann until 2027-10-25T12:00:00Z: moving house");
    assertThat(week.of("volumes")).allMatch(run -> run.result().good());
  }

  @Test
  void aRestoreHoldsBackupsBackAndTheyAreMadeAfterIt() {
    Simulation week = new Simulation(folder, MONDAY, DATABASE, WATCH);
    week.busy = Optional.of("a restore is running");
    week.runUntil(Instant.parse("2027-10-25T04:10:00Z"));
    assertThat(week.of("database"))
        .extracting(ExpectedRun::result, ExpectedRun::message)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(
                RunResult.SKIPPED, "suspended: a restore is running"));
    assertThat(week.of("watch")).isNotEmpty().allMatch(run -> run.result().good());

    week.busy = Optional.empty();
    week.runUntil(Instant.parse("2027-10-25T04:20:00Z"));

    assertThat(week.of("database"))
        .last()
        .satisfies(
            run -> {
              assertThat(run.result()).isEqualTo(RunResult.SUCCEEDED);
              assertThat(run.attempt()).isEqualTo(2);
            });
  }

  @Test
  void whatWasKilledIsWrittenDownAndDoneAgain() {
    Simulation week = new Simulation(folder, MONDAY, DATABASE);
    Instant due = Instant.parse("2027-10-25T04:00:00Z");
    week.sleepUntil(due);
    // A process of this host that is gone: nobody has the lane.
    week.turns().next(DATABASE);
    week.runs()
        .add(
            new ExpectedRun(
                "killed",
                "shop",
                "database",
                JobKind.BACKUP,
                due,
                1,
                Optional.of(due),
                Optional.empty(),
                RunResult.RUNNING,
                OptionalInt.empty(),
                "",
                "",
                "",
                "host"));
    week.sleepUntil(due.plus(Duration.ofMinutes(3)));

    week.runUntil(due.plus(Duration.ofMinutes(10)));

    assertThat(week.of("database"))
        .extracting(ExpectedRun::result, ExpectedRun::attempt)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(RunResult.INTERRUPTED, 1),
            org.assertj.core.groups.Tuple.tuple(RunResult.SUCCEEDED, 2));
  }

  @Test
  void jobsOfAStackDontOverlap() {
    Simulation week = new Simulation(folder, MONDAY, DATABASE, VOLUMES);
    Lanes lanes = new Lanes(week.database, "shop", "host", week);
    assertThat(lanes.take("work", "somebody-else")).isEmpty();

    assertThat(week.attempts().make(DATABASE, MONDAY, 1)).contains("another job was still running");
    assertThat(week.of("database")).isEmpty();
    lanes.leave("somebody-else");
    assertThat(week.attempts().make(DATABASE, MONDAY, 1)).isEmpty();
    assertThat(week.of("database")).hasSize(1);
  }

  @Test
  void aLaneWhoseHostIsSilentIsFreeAgain() {
    Simulation week = new Simulation(folder, MONDAY, DATABASE);
    Lanes other = new Lanes(week.database, "shop", "elsewhere", week);
    Lanes own = new Lanes(week.database, "shop", "host", week);
    assertThat(other.take("work", "theirs")).isEmpty();
    week.sleepUntil(MONDAY.plusSeconds(29));
    assertThat(own.take("work", "ours")).contains("theirs");

    week.sleepUntil(MONDAY.plusSeconds(31));

    assertThat(own.alive("work", "theirs")).isFalse();
    assertThat(own.take("work", "ours")).isEmpty();
  }

  @Test
  void anObjectiveIsMetFromTheFirstMomentOn() {
    Job rpo = Job.of("database", JobKind.BACKUP, new Trigger.Objective(Duration.ofHours(6)));
    Simulation week = new Simulation(folder, MONDAY, rpo);
    week.durations.put("database", Duration.ofMinutes(20));

    week.runUntil(SUNDAY_NIGHT);

    List<ExpectedRun> runs = week.of("database");
    assertThat(runs.getFirst().started()).contains(MONDAY);
    for (int i = 1; i < runs.size(); i++) {
      assertThat(
              Duration.between(
                  runs.get(i - 1).started().orElseThrow(), runs.get(i).ended().orElseThrow()))
          .isLessThanOrEqualTo(Duration.ofHours(6).minus(Duration.ofMinutes(15)));
    }
    assertThat(runs).hasSizeBetween(28, 33);
  }

  @Test
  void theSameRunIsMadeByOneOnly() {
    Simulation week = new Simulation(folder, MONDAY, DATABASE);
    assertThat(week.attempts().make(DATABASE, MONDAY, 1)).isEmpty();
    int told = week.told.size();

    assertThat(week.attempts().make(DATABASE, MONDAY, 1)).isEmpty();

    assertThat(week.told).hasSize(told);
    assertThat(week.of("database")).hasSize(1);
  }

  private static Job cron(String name, JobKind kind, String expression) {
    return Job.of(name, kind, new Trigger.Cron(CronExpression.parse(expression)));
  }
}
