package dev.lifeboat.objective;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * What is promised for a stack.
 *
 * @param points how much may be lost
 * @param times how long recoveries may take
 */
public record Objectives(List<RecoveryPoint> points, List<RecoveryTime> times) {
  /** Nothing was promised. */
  public static final Objectives NONE = new Objectives(List.of(), List.of());

  /** What is held to where nothing was promised: a backup each day, and an hour to make it. */
  public static final Duration USUAL_POINT = Duration.ofHours(25);

  public Objectives {
    points = List.copyOf(points);
    times = List.copyOf(times);
  }

  /** The strictest objective for what a source holds: it is captured as a whole. */
  public Optional<Duration> point(String source) {
    return points.stream()
        .filter(point -> point.source().equals(source))
        .map(RecoveryPoint::within)
        .min(Comparator.naturalOrder());
  }

  /** The objective of a source, or what is usual. */
  public Duration pointOrUsual(String source) {
    return point(source).orElse(USUAL_POINT);
  }

  /** How long a recovery of so many bytes may take: by the smallest size that covers them. */
  public Optional<Duration> time(Scenario scenario, long bytes) {
    return times.stream()
        .filter(time -> time.scenario() == scenario && time.covers(bytes))
        .min(
            Comparator.comparingLong(
                time -> time.upTo().map(size -> size.bytes()).orElse(Long.MAX_VALUE)))
        .map(RecoveryTime::within);
  }
}
