package dev.lifeboat.storage.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A power cut can't be had in a test; the order of the system calls that prepare for it can. */
final class DurableOrderIT {
  @TempDir private Path folder;

  @Test
  @Timeout(value = 120, unit = TimeUnit.SECONDS)
  void bytesAreDurableBeforeTheNameAndTheNameBeforeTheReport() throws Exception {
    Privileged.orSkip("strace", "-o", "/dev/null", "true");
    Path root = Files.createDirectory(folder.toRealPath().resolve("repository"));
    Path trace = folder.resolve("trace");
    List<String> traced =
        List.of(
            "strace",
            "-f",
            "-y",
            "-o",
            trace.toString(),
            "-e",
            "trace=/^(fsync|link|linkat|write)$");
    Process process = StoringProcess.start(traced, "one", root);
    try (BufferedReader output = process.inputReader()) {
      assertThat(output.readLine()).isEqualTo("stored");
      assertThat(process.waitFor()).isZero();
    } finally {
      process.destroyForcibly();
    }
    try (Stream<String> lines = Files.lines(trace)) {
      assertThat(lines.flatMap(line -> step(line, root)))
          .containsExactly(
              "write temporary file", "fsync temporary file", "link", "fsync folder", "report");
    }
  }

  private static Stream<String> step(String line, Path root) {
    String call = line.replaceFirst("^\\d+ +", "");
    String temporary = "<" + root + "/.tmp-";
    if (call.startsWith("link") && call.contains(root + "/one\"")) {
      return Stream.of("link");
    } else if (call.startsWith("fsync(") && call.contains("<" + root + ">")) {
      return Stream.of("fsync folder");
    } else if (call.startsWith("fsync(") && call.contains(temporary)) {
      return Stream.of("fsync temporary file");
    } else if (call.startsWith("write(") && call.contains(temporary)) {
      return Stream.of("write temporary file");
    }
    return call.startsWith("write(1<") && call.contains("\"stored")
        ? Stream.of("report")
        : Stream.of();
  }
}
