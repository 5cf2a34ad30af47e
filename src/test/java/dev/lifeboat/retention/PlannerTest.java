package dev.lifeboat.retention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lifeboat.config.Retention;
import dev.lifeboat.repository.manifest.BackupId;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Tables of backups, what stays of them and why. */
class PlannerTest {
  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
  private static final ZoneId UTC = ZoneId.of("UTC");

  private static String plan(Policy policy, History history) {
    return plan(policy, history, Protection.NONE);
  }

  private static String plan(Policy policy, History history, Protection protection) {
    return History.table(Planner.plan(Optional.of(policy), history.backups(), protection));
  }

  private static Policy each(Period period, int count, ZoneId zone) {
    return new Policy(List.of(new Rule.Each(period, count, zone)));
  }

  private static Policy last(int count) {
    return new Policy(List.of(new Rule.Last(count)));
  }

  @Test
  void aYearOfSixHourlyBackups() {
    Retention retention =
        new Retention(
            Optional.of(2),
            Optional.of(3),
            Optional.of(4),
            Optional.of(3),
            Optional.of(4),
            Optional.of(2),
            Optional.of(Duration.ofHours(12)),
            UTC);
    History year = new History().every(Duration.ofHours(6), "2025-11-20T03:00:00Z", 4 * 365);
    assertThat(plan(Policy.of(retention), year))
        .isEqualToNormalizingNewlines(
            """
            2025-12-31T21:00:00Z keep-yearly 2025
            2026-08-31T21:00:00Z keep-monthly 2026-08
            2026-09-30T21:00:00Z keep-monthly 2026-09
            2026-10-31T21:00:00Z keep-monthly 2026-10
            2026-11-08T21:00:00Z keep-weekly 2026-W45
            2026-11-15T21:00:00Z keep-weekly 2026-W46
            2026-11-16T21:00:00Z keep-daily 2026-11-16
            2026-11-17T21:00:00Z keep-daily 2026-11-17
            2026-11-18T21:00:00Z keep-daily 2026-11-18
            2026-11-19T09:00:00Z keep-hourly 2026-11-19T09:00Z, keep-within 12 h 00 min
            2026-11-19T15:00:00Z keep-last 2 of 2, keep-hourly 2026-11-19T15:00Z, keep-within 12 h 00 min
            2026-11-19T21:00:00Z the newest, keep-last 1 of 2, keep-hourly 2026-11-19T21:00Z, keep-daily 2026-11-19, keep-weekly 2026-W47, keep-monthly 2026-11, keep-yearly 2026, keep-within 12 h 00 min
            removed: 1448
            """);
  }

  @Test
  void whenClocksGoForwardTheDayIsShorterAndNoHourIsMissed() {
    // 2026-03-29 has no 02:00 to 02:59 in Berlin.
    History night = new History().every(Duration.ofMinutes(30), "2026-03-28T23:30:00Z", 6);
    assertThat(plan(each(Period.HOUR, 9, BERLIN), night))
        .isEqualToNormalizingNewlines(
            """
            2026-03-28T23:30:00Z keep-hourly 2026-03-29T00:00+01:00
            2026-03-29T00:30:00Z keep-hourly 2026-03-29T01:00+01:00
            2026-03-29T01:30:00Z keep-hourly 2026-03-29T03:00+02:00
            2026-03-29T02:00:00Z the newest, keep-hourly 2026-03-29T04:00+02:00
            removed: 2
            """);
    History days = new History().every(Duration.ofHours(12), "2026-03-28T22:30:00Z", 4);
    assertThat(plan(each(Period.DAY, 9, BERLIN), days))
        .isEqualToNormalizingNewlines(
            """
            2026-03-28T22:30:00Z keep-daily 2026-03-28
            2026-03-29T10:30:00Z keep-daily 2026-03-29
            2026-03-30T10:30:00Z the newest, keep-daily 2026-03-30
            removed: 1
            """);
  }

  @Test
  void whenClocksGoBackTheHourThatComesTwiceCountsTwice() {
    History night = new History().every(Duration.ofMinutes(30), "2026-10-24T23:30:00Z", 6);
    assertThat(plan(each(Period.HOUR, 9, BERLIN), night))
        .isEqualToNormalizingNewlines(
            """
            2026-10-24T23:30:00Z keep-hourly 2026-10-25T01:00+02:00
            2026-10-25T00:30:00Z keep-hourly 2026-10-25T02:00+02:00
            2026-10-25T01:30:00Z keep-hourly 2026-10-25T02:00+01:00
            2026-10-25T02:00:00Z the newest, keep-hourly 2026-10-25T03:00+01:00
            removed: 2
            """);
  }

  @Test
  void daysAreThoseOfTheZone() {
    History evening = new History().made("2026-11-22T22:30:00Z", "2026-11-22T23:30:00Z");
    assertThat(plan(each(Period.DAY, 9, UTC), evening))
        .isEqualToNormalizingNewlines(
            """
            2026-11-22T23:30:00Z the newest, keep-daily 2026-11-22
            removed: 1
            """);
    assertThat(plan(each(Period.DAY, 9, BERLIN), evening))
        .isEqualToNormalizingNewlines(
            """
            2026-11-22T22:30:00Z keep-daily 2026-11-22
            2026-11-22T23:30:00Z the newest, keep-daily 2026-11-23
            removed: 0
            """);
  }

  @Test
  void aLeapDayIsADayAndAYearsLastWeekCanBelongToTheNext() {
    History february = new History().every(Duration.ofHours(12), "2028-02-28T06:00:00Z", 6);
    assertThat(plan(each(Period.DAY, 9, UTC), february))
        .isEqualToNormalizingNewlines(
            """
            2028-02-28T18:00:00Z keep-daily 2028-02-28
            2028-02-29T18:00:00Z keep-daily 2028-02-29
            2028-03-01T18:00:00Z the newest, keep-daily 2028-03-01
            removed: 3
            """);
    History turn = new History().every(Duration.ofDays(1), "2024-12-28T12:00:00Z", 6);
    assertThat(plan(each(Period.WEEK, 9, UTC), turn))
        .isEqualToNormalizingNewlines(
            """
            2024-12-29T12:00:00Z keep-weekly 2024-W52
            2025-01-02T12:00:00Z the newest, keep-weekly 2025-W01
            removed: 4
            """);
  }

  @Test
  void periodsWithoutABackupDoNotCount() {
    History gaps =
        new History()
            .made("2024-01-05T00:00:00Z", "2025-06-01T00:00:00Z", "2026-11-01T00:00:00Z")
            .made("2026-11-20T00:00:00Z");
    assertThat(plan(each(Period.MONTH, 2, UTC), gaps))
        .isEqualToNormalizingNewlines(
            """
            2025-06-01T00:00:00Z keep-monthly 2025-06
            2026-11-20T00:00:00Z the newest, keep-monthly 2026-11
            removed: 2
            """);
  }

  @Test
  void backupsOfOneMomentAreOrderedByTheirIds() {
    String moment = "2026-11-20T00:00:00Z";
    assertThat(plan(last(2), new History().made(moment, moment, moment)))
        .isEqualToNormalizingNewlines(
            """
            2026-11-20T00:00:00Z keep-last 2 of 2
            2026-11-20T00:00:00Z the newest, keep-last 1 of 2
            removed: 1
            """);
  }

  @Test
  void whatDisagreesWithTheStoragesClockStaysAndTakesNoPlace() {
    History clocks =
        new History()
            .made("2026-11-18T00:00:00Z", "2026-11-19T00:00:00Z")
            .add("2026-11-19T00:59:00Z", Duration.ofDays(1), "")
            .add("2026-12-24T00:00:00Z", Duration.ofDays(-34), "")
            .add("2026-11-20T02:00:00Z", Duration.ofHours(-1), "");
    assertThat(plan(each(Period.DAY, 2, UTC), clocks))
        .isEqualToNormalizingNewlines(
            """
            2026-11-19T00:00:00Z keep-daily 2026-11-19
            2026-11-19T00:59:00Z says that it was finished at 2026-11-19T00:59:00Z, and was received at 2026-11-20T00:59:00Z
            2026-11-20T02:00:00Z the newest, keep-daily 2026-11-20
            2026-12-24T00:00:00Z says that it was finished at 2026-12-24T00:00:00Z, and was received at 2026-11-20T00:00:00Z
            removed: 1
            """);
  }

  @Test
  void whatIsWorseTakesNoPlaceOfWhatIsBetter() {
    History mixed =
        new History()
            .add("2026-11-18T06:00:00Z", Duration.ZERO, "incomplete")
            .made("2026-11-19T06:00:00Z")
            .add("2026-11-19T07:00:00Z", Duration.ZERO, "incomplete")
            .add("2026-11-19T08:00:00Z", Duration.ZERO, "suspicious")
            .imported("2026-11-19T09:00:00Z", "2026-11-20T09:00:00Z")
            .imported("2024-02-01T00:00:00Z", "2026-11-20T09:00:01Z")
            .imported("2023-02-01T00:00:00Z", "2026-11-20T09:00:02Z")
            .made("2026-11-20T06:00:00Z");
    assertThat(plan(each(Period.DAY, 2, UTC), mixed))
        .isEqualToNormalizingNewlines(
            """
            2024-02-01T00:00:00Z keep-daily 2024-02-01
            2026-11-18T06:00:00Z keep-daily 2026-11-18
            2026-11-19T06:00:00Z keep-daily 2026-11-19
            2026-11-19T07:00:00Z the newest, keep-daily 2026-11-19
            2026-11-19T08:00:00Z the newest, keep-daily 2026-11-19
            2026-11-19T09:00:00Z the newest, keep-daily 2026-11-19
            2026-11-20T06:00:00Z the newest, keep-daily 2026-11-20
            removed: 1
            """);
  }

  @Test
  void nothingGoesWhileTheNewestIsSuspicious() {
    History suspect =
        new History()
            .made("2026-11-18T06:00:00Z", "2026-11-19T06:00:00Z")
            .add("2026-11-20T06:00:00Z", Duration.ZERO, "suspicious");
    String words = "the newest, %s, is suspicious".formatted(suspect.id(2));
    assertThat(plan(last(1), suspect))
        .isEqualToNormalizingNewlines(
            """
            2026-11-18T06:00:00Z %s
            2026-11-19T06:00:00Z the newest, %s, keep-last 1 of 1
            2026-11-20T06:00:00Z the newest, %s, keep-last 1 of 1
            removed: 0
            """
                .formatted(words, words, words));
    assertThat(plan(last(1), suspect.made("2026-11-21T06:00:00Z"))).contains("removed: 2");
  }

  @Test
  void whatIsHeldStaysAndTheNewestThatWasRestored() {
    History days = new History().every(Duration.ofDays(1), "2026-11-10T00:00:00Z", 6);
    Protection protection =
        new Protection(
            Map.of(days.id(0), "audit"),
            new Protection.Verdicts(
                Set.of(days.id(1), days.id(2), new History().made("2026-12-01T00:00:00Z").id(0)),
                Set.of(days.id(1), days.id(2), days.id(3)),
                Set.of()));
    assertThat(plan(last(1), days, protection))
        .isEqualToNormalizingNewlines(
            """
            2026-11-10T00:00:00Z held: audit
            2026-11-12T00:00:00Z the newest that was verified by a restore
            2026-11-13T00:00:00Z the newest that was verified
            2026-11-15T00:00:00Z the newest, keep-last 1 of 1
            removed: 2
            """);
  }

  @Test
  void whileTheNewestIsDamagedNothingGoes() {
    History days =
        new History()
            .made("2026-11-18T06:00:00Z", "2026-11-19T06:00:00Z")
            .add("2026-11-20T06:00:00Z", Duration.ZERO, "damaged");
    String words = "the newest, %s, is damaged".formatted(days.id(2));
    assertThat(plan(last(1), days))
        .isEqualToNormalizingNewlines(
            """
            2026-11-18T06:00:00Z %s
            2026-11-19T06:00:00Z the newest, %s, keep-last 1 of 1
            2026-11-20T06:00:00Z the newest, %s, keep-last 1 of 1
            removed: 0
            """
                .formatted(words, words, words));
  }

  @Test
  void aDamagedBackupTakesNoPlaceAndProvesNothing() {
    History days =
        new History()
            .made("2026-11-17T06:00:00Z", "2026-11-18T06:00:00Z")
            .add("2026-11-19T06:00:00Z", Duration.ZERO, "damaged")
            .add("2026-11-20T06:00:00Z", Duration.ZERO, "incomplete");
    Set<BackupId> all = Set.of(days.id(0), days.id(2));
    assertThat(
            plan(
                last(1),
                days,
                new Protection(Map.of(), new Protection.Verdicts(all, all, Set.of()))))
        .isEqualToNormalizingNewlines(
            """
            2026-11-17T06:00:00Z the newest that was verified by a restore, the newest that was verified
            2026-11-18T06:00:00Z the newest, keep-last 1 of 1
            2026-11-19T06:00:00Z the newest, keep-last 1 of 1
            2026-11-20T06:00:00Z the newest, keep-last 1 of 1
            removed: 0
            """);
  }

  @Test
  void eachSourceCountsByItself() {
    List<Backup> two =
        List.of(
            of(1, "shop", "mongo"),
            of(2, "shop", "volume"),
            of(3, "wiki", "mongo"),
            of(4, "shop", "mongo"));
    RetentionPlan plan = Planner.plan(Optional.of(last(1)), two, Protection.NONE);
    assertThat(plan.removed()).containsExactly(two.getFirst());
  }

  private static Backup of(int hour, String stack, String source) {
    Backup made = new History().made("2026-11-10T0%d:00:00Z".formatted(hour)).backups().getFirst();
    return new Backup(
        made.id(),
        stack,
        source,
        made.finishedAt(),
        made.moment(),
        made.received(),
        false,
        true,
        false,
        false);
  }

  @Test
  void withoutAPolicyAllStay() {
    History days = new History().every(Duration.ofDays(1), "2026-11-10T00:00:00Z", 3);
    RetentionPlan plan = Planner.plan(Optional.empty(), days.backups(), Protection.NONE);
    assertThat(plan.removed()).isEmpty();
    assertThat(plan.kept())
        .hasSize(3)
        .allSatisfy(
            kept -> assertThat(kept.reasons()).extracting(Reason::text).contains("no policy"));
  }

  @Test
  void nothingStaysWithoutAReason() {
    Backup backup = new History().made("2026-11-10T00:00:00Z").backups().getFirst();
    assertThatThrownBy(() -> new Kept(backup, List.of()))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Policy(List.of())).isInstanceOf(IllegalArgumentException.class);
    assertThat(new BackupId(backup.id().value())).isEqualTo(backup.id());
  }
}
