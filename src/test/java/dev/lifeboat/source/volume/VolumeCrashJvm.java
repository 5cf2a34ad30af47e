package dev.lifeboat.source.volume;

import dev.lifeboat.docker.Engine;
import dev.lifeboat.docker.EngineAddress;
import dev.lifeboat.docker.EngineTls;
import dev.lifeboat.progress.Progress;
import dev.lifeboat.source.RestoreRequest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/**
 * Restores a volume and takes that back, in a JVM of its own; stops at a point until it is killed.
 */
final class VolumeCrashJvm {
  static final String TAR = "backup.tar";
  static final String REACHED = "reached";

  private VolumeCrashJvm() {}

  /** The arguments: the engine, the project, the point to stop at, the folder of the files. */
  public static void main(String[] args) throws Exception {
    Path folder = Path.of(args[3]);
    VolumePoint stopAt = VolumePoint.valueOf(args[2]);
    try (Engine engine = Engine.connect(EngineAddress.parse(args[0], EngineTls.NONE))) {
      VolumeBench bench = new VolumeBench(engine, args[1], folder.resolve("state"));
      byte[] tar = Files.readAllBytes(folder.resolve(TAR));
      StoredStreams backup =
          new StoredStreams(
              engine.volume(bench.volume()).orElseThrow(),
              "data",
              TarFingerprint.of(new ByteArrayInputStream(tar)),
              tar);
      VolumeTarget target =
          bench.target(
              point -> {
                if (point == stopAt) {
                  stop(folder);
                }
              });
      RestoreRequest request = VolumeBench.request("data");
      var _ = target.restore(target.plan(backup, request), backup, Progress.silent());
      var _ = target.undo(target.planUndo().orElseThrow(), Progress.silent());
    }
  }

  private static void stop(Path folder) {
    try {
      Files.createFile(folder.resolve(REACHED));
      Thread.sleep(Duration.ofMinutes(5)); // until it is killed
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
