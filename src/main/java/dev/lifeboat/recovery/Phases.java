package dev.lifeboat.recovery;

import dev.lifeboat.progress.Progress;
import dev.lifeboat.source.PhaseTime;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** Times the phases of a recovery. */
final class Phases {
  private final InstantSource clock;
  private final Progress progress;
  private final List<PhaseTime> times = new ArrayList<>();

  Phases(InstantSource clock, Progress progress) {
    this.clock = clock;
    this.progress = progress;
  }

  void run(String name, Runnable work) {
    get(
        name,
        () -> {
          work.run();
          return name;
        });
  }

  <T> T get(String name, Supplier<T> work) {
    Instant start = clock.instant();
    try (Progress.Phase _ = progress.start(name, 1, Progress.Unit.ITEMS)) {
      return work.get();
    } finally {
      times.add(new PhaseTime(name, Duration.between(start, clock.instant())));
    }
  }

  List<PhaseTime> times() {
    return List.copyOf(times);
  }

  Duration took() {
    return times.stream().map(PhaseTime::took).reduce(Duration.ZERO, Duration::plus);
  }
}
