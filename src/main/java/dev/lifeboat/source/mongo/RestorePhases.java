package dev.lifeboat.source.mongo;

import dev.lifeboat.progress.Progress;
import dev.lifeboat.source.PhaseTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Measures the phases of an operation while it shows them. Used by one thread. */
final class RestorePhases {
  private final Progress progress;
  private final List<PhaseTime> times = new ArrayList<>();

  RestorePhases(Progress progress) {
    this.progress = progress;
  }

  void run(String name, long total, Progress.Unit unit, Consumer<Progress.Phase> work) {
    long start = System.nanoTime();
    try (var phase = progress.start(name, total, unit)) {
      work.accept(phase);
    }
    times.add(new PhaseTime(name, Duration.ofNanos(System.nanoTime() - start)));
  }

  List<PhaseTime> times() {
    return List.copyOf(times);
  }
}
