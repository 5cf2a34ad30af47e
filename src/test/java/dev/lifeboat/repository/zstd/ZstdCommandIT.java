package dev.lifeboat.repository.zstd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import dev.lifeboat.problem.ProblemException;
import dev.lifeboat.process.Command;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the zstd command and Lifeboat write for each other. */
class ZstdCommandIT {
  @TempDir Path folder;

  @BeforeAll
  static void needsZstd() {
    try {
      Command.of("zstd", "--version").run();
    } catch (ProblemException e) {
      abort("zstd is not installed: " + e.getMessage());
    }
  }

  @Test
  void zstdOpensOurs() throws IOException {
    for (int length : new int[] {0, 1, 3_000_000}) {
      byte[] content = ZstdTest.text(length);
      byte[] frame = new byte[ZstdCompressor.bound(length)];
      Path file = folder.resolve("ours.zst");
      try (ZstdCompressor compressor = new ZstdCompressor(3)) {
        int size = compressor.compress(content, 0, length, frame, 0);
        Files.write(file, Arrays.copyOf(frame, size));
      }
      Path opened = folder.resolve("opened");
      Command.of("zstd", "-q", "-d", "-f", file.toString(), "-o", opened.toString()).output();

      assertThat(opened).hasBinaryContent(content);
      assertThat(Command.of("zstd", "-l", "-v", file.toString()).output())
          .contains("Check: XXH64")
          .contains("Decompressed Size")
          .contains("(" + length + " B)");
    }
  }

  @Test
  void weOpenWhatZstdWrites() throws IOException, DamagedFrameException {
    byte[] content = ZstdTest.text(3_000_000);
    Path file = Files.write(folder.resolve("content"), content);
    Command.of("zstd", "-q", file.toString()).output();
    byte[] frame = Files.readAllBytes(folder.resolve("content.zst"));

    try (ZstdDecompressor decompressor = new ZstdDecompressor()) {
      assertThat(decompressor.decompress(frame, 0, frame.length, content.length))
          .isEqualTo(content);
    }
  }
}
