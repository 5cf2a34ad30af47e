package dev.lifeboat.retention;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeboat.config.Retention;
import dev.lifeboat.repository.manifest.BackupId;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

/** What holds for every history and every policy. */
class PlannerPropertiesTest {
  private static final List<String> ZONES =
      List.of("UTC", "Europe/Berlin", "America/St_Johns", "Australia/Lord_Howe", "Asia/Kathmandu");

  /** Around both changes of the clocks of a leap year, and around its leap day. */
  private static final List<Instant> CENTRES =
      List.of(
          Instant.parse("2028-02-29T12:00:00Z"),
          Instant.parse("2028-03-26T01:00:00Z"),
          Instant.parse("2028-10-29T01:00:00Z"),
          Instant.parse("2028-12-31T23:00:00Z"));

  @Provide
  Arbitrary<Backup> backup() {
    Arbitrary<Instant> times =
        Combinators.combine(
                Arbitraries.of(CENTRES),
                Arbitraries.integers().between(-400, 400),
                Arbitraries.of(Duration.ofMinutes(15), Duration.ofHours(5), Duration.ofDays(3)))
            .as((centre, steps, step) -> centre.plus(step.multipliedBy(steps)));
    Arbitrary<Duration> skews =
        Arbitraries.frequencyOf(
            Tuple.of(8, Arbitraries.just(Duration.ZERO)),
            Tuple.of(2, Arbitraries.integers().between(-3000, 3000).map(Duration::ofMinutes)));
    Arbitrary<Boolean> mostly = Arbitraries.integers().between(0, 9).map(dice -> dice > 0);
    return Combinators.combine(
            times,
            skews,
            Arbitraries.of("shop", "wiki"),
            mostly,
            mostly,
            mostly,
            Arbitraries.integers().between(0, (1 << 24) - 1))
        .as(
            (time, skew, stack, complete, own, usual, random) ->
                new Backup(
                    BackupId.at(time, random),
                    stack,
                    "mongo",
                    time,
                    own ? time : time.minus(Duration.ofDays(random % 1000)),
                    time.plus(skew),
                    !own,
                    complete,
                    !usual,
                    random % 7 == 0));
  }

  @Provide
  Arbitrary<List<Backup>> history() {
    return backup().list().ofMaxSize(40).uniqueElements(Backup::id);
  }

  @Provide
  Arbitrary<Retention> retention() {
    Arbitrary<Optional<Integer>> count =
        Arbitraries.integers().between(0, 12).map(n -> n == 0 ? Optional.empty() : Optional.of(n));
    Arbitrary<Optional<Duration>> within =
        Arbitraries.integers()
            .between(0, 400)
            .map(n -> n == 0 ? Optional.empty() : Optional.of(Duration.ofHours(n)));
    return Combinators.combine(
            Arbitraries.integers().between(1, 12),
            count,
            count,
            count,
            count,
            count,
            within,
            Arbitraries.of(ZONES))
        .as(
            (last, hourly, daily, weekly, monthly, yearly, span, zone) ->
                new Retention(
                    Optional.of(last),
                    hourly,
                    daily,
                    weekly,
                    monthly,
                    yearly,
                    span,
                    ZoneId.of(zone)));
  }

  private static RetentionPlan plan(Retention retention, Collection<Backup> backups) {
    return plan(retention, backups, Protection.NONE);
  }

  private static RetentionPlan plan(
      Retention retention, Collection<Backup> backups, Protection protection) {
    return Planner.plan(Optional.of(Policy.of(retention)), backups, protection);
  }

  private static List<Backup> kept(RetentionPlan plan) {
    return plan.kept().stream().map(Kept::backup).toList();
  }

  @Property(tries = 200, edgeCases = EdgeCasesMode.NONE)
  void everyBackupStaysOrGoesAndTheOrderOfTellingMakesNoDifference(
      @ForAll("history") List<Backup> backups,
      @ForAll("retention") Retention retention,
      @ForAll long seed) {
    RetentionPlan plan = plan(retention, backups);
    List<Backup> all = new ArrayList<>(kept(plan));
    all.addAll(plan.removed());
    assertThat(all).containsExactlyInAnyOrderElementsOf(backups);
    List<Backup> shuffled = new ArrayList<>(backups);
    Collections.shuffle(shuffled, new Random(seed));
    assertThat(plan(retention, shuffled)).isEqualTo(plan);
  }

  @Property(tries = 200, edgeCases = EdgeCasesMode.NONE)
  void planningAgainRemovesNothingMore(
      @ForAll("history") List<Backup> backups, @ForAll("retention") Retention retention) {
    List<Backup> kept = kept(plan(retention, backups));
    assertThat(plan(retention, kept).removed()).isEmpty();
  }

  @Property(tries = 200, edgeCases = EdgeCasesMode.NONE)
  void removingOnlySomeOfThemChangesNothingForTheOthers(
      @ForAll("history") List<Backup> backups,
      @ForAll("retention") Retention retention,
      @ForAll long seed) {
    RetentionPlan plan = plan(retention, backups);
    Random random = new Random(seed);
    List<Backup> left = new ArrayList<>(kept(plan));
    plan.removed().stream().filter(backup -> random.nextBoolean()).forEach(left::add);
    assertThat(kept(plan(retention, left))).containsAll(kept(plan));
  }

  @Property(tries = 200, edgeCases = EdgeCasesMode.NONE)
  void aLargerPolicyNeverRemovesMore(
      @ForAll("history") List<Backup> backups,
      @ForAll("retention") Retention retention,
      @ForAll("retention") Retention more) {
    Retention larger =
        new Retention(
            sum(retention.last(), more.last()),
            sum(retention.hourly(), more.hourly()),
            sum(retention.daily(), more.daily()),
            sum(retention.weekly(), more.weekly()),
            sum(retention.monthly(), more.monthly()),
            sum(retention.yearly(), more.yearly()),
            retention
                .within()
                .map(span -> span.plus(more.within().orElse(Duration.ZERO)))
                .or(more::within),
            retention.timeZone());
    assertThat(kept(plan(larger, backups))).containsAll(kept(plan(retention, backups)));
  }

  private static Optional<Integer> sum(Optional<Integer> one, Optional<Integer> other) {
    return one.map(count -> count + other.orElse(0)).or(() -> other);
  }

  @Property(tries = 200, edgeCases = EdgeCasesMode.NONE)
  void protectionOnlyEverKeepsMore(
      @ForAll("history") List<Backup> backups,
      @ForAll("retention") Retention retention,
      @ForAll long seed) {
    Random random = new Random(seed);
    Map<BackupId, String> held = new HashMap<>();
    Set<BackupId> proven =
        backups.stream()
            .map(Backup::id)
            .filter(id -> random.nextInt(5) == 0)
            .collect(Collectors.toSet());
    Protection.Verdicts verdicts = new Protection.Verdicts(proven, proven, Set.of());
    backups.stream()
        .filter(backup -> random.nextInt(5) == 0)
        .forEach(backup -> held.put(backup.id(), "x"));
    List<Backup> kept = kept(plan(retention, backups, new Protection(held, verdicts)));
    assertThat(kept).containsAll(kept(plan(retention, backups)));
    assertThat(kept).extracting(Backup::id).containsAll(held.keySet());
    assertThat(plan(retention, kept, new Protection(held, verdicts)).removed()).isEmpty();
  }

  @Property(tries = 200, edgeCases = EdgeCasesMode.NONE)
  void ofEverySourceTheNewestGoodBackupStays(
      @ForAll("history") List<Backup> backups, @ForAll("retention") Retention retention) {
    RetentionPlan plan = plan(retention, backups);
    for (Backup removed : plan.removed()) {
      assertThat(removed.timely()).isTrue();
      assertThat(kept(plan))
          .anySatisfy(
              backup -> {
                assertThat(Series.of(backup)).isEqualTo(Series.of(removed));
                assertThat(backup.timely()).isTrue();
                assertThat(backup.time()).isAfterOrEqualTo(removed.time());
              });
    }
  }
}
