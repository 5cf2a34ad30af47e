package dev.lifeboat.cli.meter;

import dev.lifeboat.progress.Progress.Unit;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.atomic.LongAdder;

/** Counts a phase's units, and knows the rate of the last seconds. */
final class RunningPhase {
  private static final Duration WINDOW = Duration.ofSeconds(10);

  private final String name;
  private final Unit unit;
  private final long total;
  private final Instant started;
  private final LongAdder done = new LongAdder();
  private final Deque<Sample> samples = new ArrayDeque<>();

  RunningPhase(String name, long total, Unit unit, Instant started) {
    this.name = name;
    this.total = total;
    this.unit = unit;
    this.started = started;
    samples.add(new Sample(started, 0));
  }

  private record Sample(Instant at, long done) {}

  /** Cheap, and safe for threads. */
  void advance(long units) {
    done.add(units);
  }

  /** The numbers now. The caller sees to it that only one thread reads at a time. */
  Reading read(Instant now) {
    long count = done.sum();
    while (samples.size() > 1
        && Duration.between(samples.getFirst().at(), now).compareTo(WINDOW) > 0) {
      samples.removeFirst();
    }
    Sample oldest = samples.getFirst();
    long millis = Duration.between(oldest.at(), now).toMillis();
    double rate = millis <= 0 ? 0 : (count - oldest.done()) * 1000.0 / millis;
    samples.addLast(new Sample(now, count));
    return new Reading(name, unit, total, count, rate, now, Duration.between(started, now));
  }
}
