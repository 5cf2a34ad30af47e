package dev.lifeboat.anomaly;

import dev.lifeboat.units.Spans;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Nothing changes any more, or nothing new is written: a copy, or an application that stands. */
final class Freshness implements Rule {
  /** A weekend is shorter. */
  private static final Duration WEEKEND = Duration.ofDays(3);

  /** So often must something have changed that standing still is out of the ordinary. */
  private static final int CHANGES = 3;

  /** So many backups without two that are equal make an equal one worth a remark. */
  private static final int REGULAR = 7;

  /** So many times longer than it ever was. */
  private static final int QUIET = 2;

  private static final int OLD = 3;

  @Override
  public List<Anomaly> examine(Facts now, History history) {
    List<Anomaly> unchanged = unchanged(now, history);
    return unchanged.isEmpty() ? stale(now, history) : unchanged;
  }

  private static List<Anomaly> unchanged(Facts now, History history) {
    if (!now.same(history.last())) {
      return List.of();
    }
    List<Duration> quiet = new ArrayList<>();
    Instant since = history.backups().getFirst().moment();
    Facts before = history.backups().getFirst();
    boolean everEqual = false;
    for (Facts backup : history.backups().subList(1, history.size())) {
      if (backup.same(before)) {
        everEqual = true;
      } else {
        quiet.add(Duration.between(since, before.moment()));
        since = backup.moment();
      }
      before = backup;
    }
    Duration standing = Duration.between(since, now.moment());
    Duration longest = quiet.stream().max(Comparator.naturalOrder()).orElse(Duration.ZERO);
    String message = "not one byte has changed for %s".formatted(Spans.print(standing));
    if (quiet.size() >= CHANGES
        && standing.compareTo(longer(WEEKEND, longest.multipliedBy(QUIET))) > 0) {
      return List.of(Anomaly.alarm(Kind.UNCHANGED, message));
    }
    return !everEqual && history.size() >= REGULAR
        ? List.of(Anomaly.remark(Kind.UNCHANGED, message))
        : List.of();
  }

  private static List<Anomaly> stale(Facts now, History history) {
    Optional<Duration> age = age(now);
    List<Duration> ages =
        history.backups().stream().flatMap(backup -> age(backup).stream()).toList();
    long moves =
        history.backups().stream().flatMap(backup -> backup.newest().stream()).distinct().count();
    // What an ordinary backup had is what a restore brought back.
    boolean known = history.backups().stream().anyMatch(now::same);
    if (age.isEmpty() || moves <= CHANGES || known) {
      return List.of();
    }
    Duration oldest = ages.stream().max(Comparator.naturalOrder()).orElse(Duration.ZERO);
    return age.get().compareTo(longer(WEEKEND, oldest.multipliedBy(OLD))) > 0
        ? List.of(
            Anomaly.alarm(
                Kind.STALE,
                "the newest document is %s old, and was never older than %s"
                    .formatted(Spans.print(age.get()), Spans.print(oldest))))
        : List.of();
  }

  private static Optional<Duration> age(Facts facts) {
    return facts
        .newest()
        .map(newest -> Duration.between(newest, facts.moment()))
        .map(age -> age.isNegative() ? Duration.ZERO : age);
  }

  private static Duration longer(Duration one, Duration other) {
    return one.compareTo(other) >= 0 ? one : other;
  }
}
