package dev.lifeboat.schedule;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * How often a job has to run so that an objective is met. At the worst moment, just before a run
 * ends, what was written since the beginning of the run before is at stake: one interval and one
 * duration; and when a run fails, it takes until somebody sees it.
 *
 * @param interval how far apart the runs begin
 * @param typical how long a run takes, at the 95th percentile
 * @param measured whether that comes from runs
 * @param holds whether the objective can be met
 * @param breaksAt when it can't be met any more if runs go on getting longer; empty if that isn't
 *     within a year
 */
public record ObjectiveInterval(
    Duration rpo,
    Duration detection,
    Duration interval,
    Duration typical,
    boolean measured,
    boolean holds,
    Optional<Instant> breaksAt) {
  private static final int ENOUGH = 5;
  private static final Duration FORESEEN = Duration.ofDays(365);

  /**
   * A run that ended well.
   *
   * @param at when it began
   */
  public record Sample(Instant at, Duration took) {}

  /**
   * Finds the interval.
   *
   * @param samples the recent runs, in any order
   * @param detection how long until it is seen that a run failed
   */
  public static ObjectiveInterval derive(
      Duration rpo, Duration detection, List<Sample> samples, Instant now) {
    // Before the first run nothing is known: a twentieth leaves room, and is soon corrected.
    Duration typical = samples.isEmpty() ? rpo.dividedBy(20) : percentile(samples);
    Duration least = typical.compareTo(Spaced.LEAST) > 0 ? typical : Spaced.LEAST;
    Duration interval = minutes(rpo.minus(typical).minus(detection));
    boolean holds = interval.compareTo(least) >= 0;
    Optional<Instant> breaks =
        holds ? growth(rpo.minus(detection).dividedBy(2), samples, now) : Optional.of(now);
    return new ObjectiveInterval(
        rpo,
        detection,
        holds ? interval : minutes(least.plusSeconds(59)),
        typical,
        !samples.isEmpty(),
        holds,
        breaks);
  }

  /** What people should know: that it doesn't hold, or when it will not; empty if all is well. */
  public Optional<String> warning() {
    if (!holds) {
      return Optional.of(
          "rpo %s can't be met: a run takes %s, and it takes %s until a failed one is seen"
              .formatted(Spaced.words(rpo), spoken(typical), spoken(detection)));
    }
    return breaksAt.map(
        when ->
            "rpo %s can't be met any more from about %s on: runs take %s and get longer"
                .formatted(Spaced.words(rpo), when.toString().substring(0, 10), spoken(typical)));
  }

  private static String spoken(Duration span) {
    return Spaced.words(Duration.ofSeconds(Math.max(1, span.toSeconds())));
  }

  private static Duration minutes(Duration span) {
    return Duration.ofMinutes(span.toMinutes());
  }

  private static Duration percentile(List<Sample> samples) {
    List<Duration> sorted = samples.stream().map(Sample::took).sorted().toList();
    return sorted.get((int) Math.ceil(sorted.size() * 0.95) - 1);
  }

  /** When the line through the durations gets to a limit: where a run takes a whole interval. */
  private static Optional<Instant> growth(Duration limit, List<Sample> samples, Instant now) {
    if (samples.size() < ENOUGH) {
      return Optional.empty();
    }
    double meanAt = samples.stream().mapToDouble(each -> seconds(each, now)).average().orElse(0);
    double meanTook =
        samples.stream().mapToDouble(each -> each.took().toMillis() / 1000.0).average().orElse(0);
    double spread = 0;
    double common = 0;
    for (Sample each : samples) {
      double at = seconds(each, now) - meanAt;
      spread += at * at;
      common += at * (each.took().toMillis() / 1000.0 - meanTook);
    }
    double slope = spread == 0 ? 0 : common / spread;
    if (slope <= 0) {
      return Optional.empty();
    }
    double until = (limit.toSeconds() - meanTook) / slope + meanAt;
    return until > FORESEEN.toSeconds()
        ? Optional.empty()
        : Optional.of(now.plusSeconds(Math.max(0, Math.round(until))));
  }

  private static double seconds(Sample sample, Instant now) {
    return Duration.between(now, sample.at()).toSeconds();
  }
}
