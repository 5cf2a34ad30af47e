package dev.lifeboat.monitor;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The runs that were to be expected where nobody wrote down a schedule: in each span as long as the
 * objective there has to be a good backup.
 */
public final class Slots {
  private Slots() {}

  /**
   * The spans up to now, the oldest first.
   *
   * @param from the earliest that is looked at
   * @param each how long a span is
   * @param good when good backups were made
   */
  public static List<ExpectedRun> of(Instant from, Instant now, Duration each, List<Instant> good) {
    Optional<Instant> first = good.stream().min(Comparator.naturalOrder());
    if (first.isEmpty()) {
      return List.of();
    }
    Instant begin = first.get().isAfter(from) ? first.get() : from;
    List<ExpectedRun> runs = new ArrayList<>();
    Instant end = now;
    while (runs.isEmpty() || !end.minus(each).isBefore(begin)) {
      Instant to = end;
      Instant start = end.minus(each);
      boolean there = good.stream().anyMatch(at -> at.isAfter(start) && !at.isAfter(to));
      runs.addFirst(
          new ExpectedRun(
              "backup", start, Optional.of(there), there ? "good" : "there was none by " + to));
      end = start;
    }
    return runs;
  }
}
