package dev.lifeboat.source.volume;

import dev.lifeboat.compose.HaltRequest;
import dev.lifeboat.docker.Engine;
import dev.lifeboat.problem.Code;
import dev.lifeboat.problem.Problem;
import dev.lifeboat.problem.ProblemException;
import dev.lifeboat.progress.Progress;
import dev.lifeboat.source.CaptureSink;
import dev.lifeboat.source.StreamShape;
import dev.lifeboat.source.StreamWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/** Reads the volumes of one backup. */
final class VolumeRun {
  /** How often a volume is read whose files shrink meanwhile. */
  private static final int ATTEMPTS = 3;

  private final Engine engine;
  private final VolumeQuiet quiet;
  private final CaptureSink sink;
  private final InstantSource clock;
  private final Progress.Phase progress;
  private final List<CapturedVolume> captured = new ArrayList<>();
  private final List<Problem> missing = new ArrayList<>();
  private final List<String> warnings = new ArrayList<>();

  VolumeRun(
      Engine engine,
      VolumeQuiet quiet,
      CaptureSink sink,
      InstantSource clock,
      Progress.Phase progress) {
    this.engine = engine;
    this.quiet = quiet;
    this.sink = sink;
    this.clock = clock;
    this.progress = progress;
  }

  List<CapturedVolume> captured() {
    return List.copyOf(captured);
  }

  List<Problem> missing() {
    return List.copyOf(missing);
  }

  List<String> warnings() {
    List<String> all = new ArrayList<>(warnings);
    all.addAll(quiet.warnings());
    return all;
  }

  /** Reads volumes while the services that use any of them make way: all are of one moment. */
  void readHalted(HaltRequest.Act act, List<PlannedVolume> volumes) {
    List<PlannedVolume> ready = volumes.stream().filter(this::isReady).toList();
    if (ready.isEmpty()) {
      return;
    }
    try {
      quiet.halted(
          act,
          ready,
          () -> {
            ready.forEach(volume -> take(volume, volume.consistency()));
            return true;
          });
    } finally {
      ready.forEach(this::after);
    }
  }

  /** Reads a volume for which nothing is stopped. */
  void read(PlannedVolume volume) {
    if (!isReady(volume)) {
      return;
    }
    try {
      switch (volume.consistency()) {
        case FSYNC_LOCK ->
            quiet.locked(
                volume,
                () -> {
                  take(volume, VolumeConsistency.FSYNC_LOCK);
                  return true;
                });
        case SAVE ->
            take(volume, quiet.saved(volume) ? VolumeConsistency.SAVE : VolumeConsistency.LIVE);
        case LIVE, STOP, PAUSE -> take(volume, volume.consistency());
      }
    } finally {
      after(volume);
    }
  }

  private boolean isReady(PlannedVolume volume) {
    try {
      new VolumeHooks(engine, volume).before();
      return true;
    } catch (ProblemException e) {
      missing.addAll(e.problems());
      return false;
    }
  }

  private void after(PlannedVolume volume) {
    new VolumeHooks(engine, volume).after().ifPresent(warnings::add);
  }

  private void take(PlannedVolume volume, VolumeConsistency consistency) {
    Instant moment = clock.instant();
    for (int attempt = 1; ; attempt++) {
      try {
        TarCapture.Taken taken = take(volume);
        captured.add(
            new CapturedVolume(
                volume, taken.stream(), taken.content(), reached(volume, consistency), moment));
        return;
      } catch (MalformedTarException e) {
        if (attempt == ATTEMPTS) {
          missing.add(
              Problem.of(
                  Code.VOLUME_CHANGED,
                  "volume '%s' could not be read whole: %s"
                      .formatted(volume.name(), e.getMessage()),
                  "a file that shrinks while it is read breaks the engine's stream: set"
                      + " 'volumes.%s.consistency' to pause or stop".formatted(volume.name())));
          return;
        }
      }
    }
  }

  private TarCapture.Taken take(PlannedVolume volume) {
    try (VolumeAccess access = VolumeAccess.toRead(engine, volume.volume());
        InputStream tar = access.stream();
        StreamWriter writer = sink.open(StreamShape.BYTES)) {
      return TarCapture.run(tar, writer, progress);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Where nobody could write, before and after, files are as those of stopped services. */
  private VolumeConsistency reached(PlannedVolume volume, VolumeConsistency consistency) {
    boolean unused =
        volume.writers().isEmpty()
            && new VolumeUsers(engine)
                .of(volume.volume().name()).stream()
                    .noneMatch(container -> container.state().isUp());
    return unused ? VolumeConsistency.STOP : consistency;
  }
}
