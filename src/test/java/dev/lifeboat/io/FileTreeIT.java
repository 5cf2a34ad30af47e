package dev.lifeboat.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.lifeboat.process.Command;
import dev.lifeboat.process.Finished;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A power cut can't be had in a test; the order of the system calls that prepare for it can. */
final class FileTreeIT {
  @TempDir private Path folder;

  @Test
  void eachFileIsDurableBeforeTheFolderHasItsName() throws IOException {
    assumeThat(Command.of("sh", "-c", "strace -o /dev/null true").run().status())
        .as("strace may be used")
        .isZero();
    Path target = folder.toRealPath().resolve("restored");
    Path trace = folder.resolve("trace");
    Finished ended =
        Command.of("strace", "-f", "-y", "-o", trace.toString(), "-e", "trace=/^(fsync|rename.*)$")
            .with(Path.of(System.getProperty("java.home"), "bin", "java").toString())
            .with("-XX:TieredStopAtLevel=1", "-cp", System.getProperty("java.class.path"))
            .with(FileTreeJvm.class.getName(), target.toString())
            .withTimeout(Duration.ofMinutes(2))
            .run();
    assertThat(ended.status()).as(ended.error()).isZero();

    List<String> calls = Files.readAllLines(trace);
    int named = index(calls, "rename", "/restored\"");
    assertThat(calls.subList(0, named))
        .filteredOn(call -> call.contains("fsync(") && call.contains("/in/file-"))
        .hasSize(FileTreeJvm.FILES);
    assertThat(index(calls, "fsync(", "/in>")).isLessThan(named);
    assertThat(index(calls, "fsync(", "<" + target.getParent() + ">")).isGreaterThan(named);
  }

  private static int index(List<String> calls, String call, String what) {
    for (int i = 0; i < calls.size(); i++) {
      if (calls.get(i).contains(call) && calls.get(i).contains(what)) {
        return i;
      }
    }
    throw new AssertionError("no '" + call + "' of '" + what + "'");
  }
}
