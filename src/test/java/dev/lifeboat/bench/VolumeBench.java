package dev.lifeboat.bench;

import dev.lifeboat.docker.Engine;
import dev.lifeboat.docker.EngineAddress;
import dev.lifeboat.docker.EngineTls;
import dev.lifeboat.docker.Mount;
import dev.lifeboat.docker.NewContainer;
import dev.lifeboat.docker.NewVolume;
import dev.lifeboat.docker.Owner;
import java.io.IOException;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.IntPredicate;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

/**
 * Makes the volume of {@code bench/volumes}, and rewrites a part of its files. Arguments: the
 * engine, the volume, how many files, and how many of them in a hundred are rewritten; 0 makes the
 * volume.
 */
final class VolumeBench {
  private static final int PIPE = 1 << 20;

  private final BenchFiles files = new BenchFiles(1);
  private final int count;

  private VolumeBench(int count) {
    this.count = count;
  }

  public static void main(String[] arguments) throws IOException {
    VolumeBench bench = new VolumeBench(Integer.parseInt(arguments[2]));
    int percent = Integer.parseInt(arguments[3]);
    SplittableRandom random = new SplittableRandom(percent);
    try (Engine engine = Engine.connect(EngineAddress.parse(arguments[0], EngineTls.NONE))) {
      if (percent == 0) {
        engine.createVolume(
            NewVolume.local(
                arguments[1],
                Map.of(
                    "com.docker.compose.project", "bench", "com.docker.compose.volume", "data")));
        bench.fill(engine, arguments[1], _ -> true, 0);
      } else {
        bench.fill(engine, arguments[1], _ -> random.nextInt(100) < percent, percent);
      }
    }
  }

  private void fill(Engine engine, String volume, IntPredicate chosen, int version)
      throws IOException {
    String container =
        engine.create(
            NewContainer.of("", engine.emptyImage())
                .withCommand("never-started")
                .withMounts(List.of(Mount.volume(volume, "/volume")))
                .withLabels(Owner.labels()));
    try (PipedInputStream in = new PipedInputStream(PIPE);
        PipedOutputStream out = new PipedOutputStream(in)) {
      Thread writer = Thread.ofPlatform().start(() -> write(out, chosen, version));
      engine.putArchive(container, "/volume", in);
      writer.interrupt();
    } finally {
      engine.remove(container, true);
    }
  }

  private void write(PipedOutputStream out, IntPredicate chosen, int version) {
    try (TarArchiveOutputStream tar = new TarArchiveOutputStream(out)) {
      for (int number = 0; number < count; number++) {
        if (chosen.test(number)) {
          byte[] content = files.content(number, version);
          TarArchiveEntry entry = new TarArchiveEntry(BenchFiles.path(number));
          entry.setSize(content.length);
          entry.setModTime(1_700_000_000_000L + 1000L * version);
          tar.putArchiveEntry(entry);
          tar.write(content);
          tar.closeArchiveEntry();
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
