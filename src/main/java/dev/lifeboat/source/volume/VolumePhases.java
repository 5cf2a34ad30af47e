package dev.lifeboat.source.volume;

import dev.lifeboat.progress.Progress;
import dev.lifeboat.source.PhaseTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Measures the phases of an operation while it shows them. Used by one thread. */
final class VolumePhases {
  private final Progress progress;
  private final List<PhaseTime> times = new ArrayList<>();

  VolumePhases(Progress progress) {
    this.progress = progress;
  }

  /**
   * @param total how many bytes there will be; 0 if nobody knows
   */
  <T> T run(String name, long total, Function<Progress.Phase, T> work) {
    long start = System.nanoTime();
    Progress.Unit unit = Progress.Unit.BYTES;
    try (Progress.Phase phase = progress.start(name, total, unit)) {
      return work.apply(phase);
    } finally {
      times.add(new PhaseTime(name, Duration.ofNanos(System.nanoTime() - start)));
    }
  }

  Progress progress() {
    return progress;
  }

  List<PhaseTime> times() {
    return List.copyOf(times);
  }
}
