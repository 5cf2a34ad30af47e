package dev.lifeboat.cli.meter;

import dev.lifeboat.progress.Progress.Unit;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What a phase's numbers are at one moment.
 *
 * @param phase the phase's name
 * @param unit what is counted
 * @param total how many there will be; 0 when that isn't known
 * @param done how many are done
 * @param perSecond how many a second in the last seconds
 * @param at the moment
 * @param elapsed since the phase started
 */
record Reading(
    String phase,
    Unit unit,
    long total,
    long done,
    double perSecond,
    Instant at,
    Duration elapsed) {

  /** Between 0 and 1; empty when the total isn't known. */
  Optional<Double> share() {
    return total <= 0 ? Optional.empty() : Optional.of(Math.min(1.0, (double) done / total));
  }

  /** How long the rest takes at the present rate; empty when that can't be said. */
  Optional<Duration> left() {
    if (total <= 0 || perSecond <= 0) {
      return Optional.empty();
    }
    return Optional.of(
        Duration.ofSeconds((long) Math.ceil((total - Math.min(done, total)) / perSecond)));
  }

  /** How many a second since the phase started. */
  double average() {
    return elapsed.isZero() ? 0 : done * 1000.0 / Math.max(1, elapsed.toMillis());
  }
}
