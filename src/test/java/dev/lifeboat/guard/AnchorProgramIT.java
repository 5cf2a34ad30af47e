package dev.lifeboat.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.lifeboat.process.ChildProcess;
import dev.lifeboat.process.Command;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each program runs: on this machine's processor, or on the one that QEMU makes up. */
final class AnchorProgramIT {
  private static final AnchorProgram HERE =
      AnchorProgram.forEngine(System.getProperty("os.arch", ""));

  @TempDir private Path folder;

  @Test
  void sleepsAndEndsWhenAsked() throws IOException, InterruptedException {
    try (ChildProcess child = Command.of(file(HERE).toString()).start()) {
      String waiting = HERE == AnchorProgram.AMD64 ? "128" : "137";
      await(Path.of("/proc/" + child.pid() + "/syscall"), "(?s)" + waiting + " .*");
      assertThat(child.isAlive()).isTrue();

      child.terminate();

      assertThat(child.await(Duration.ofSeconds(30)).status()).isZero();
    }
  }

  @Test
  void sleepsAndEndsWhenAskedOnTheOtherProcessor() throws IOException, InterruptedException {
    AnchorProgram other = HERE == AnchorProgram.AMD64 ? AnchorProgram.ARM64 : AnchorProgram.AMD64;
    String emulator = other == AnchorProgram.ARM64 ? "qemu-aarch64-static" : "qemu-x86_64-static";
    assumeTrue(onPath(emulator), emulator + " (qemu-user-static) is not on the PATH");
    Path calls = folder.resolve("calls");
    String program = file(other).toString();
    try (ChildProcess child =
        Command.of(emulator, "-D", calls.toString(), "-strace", program).start()) {
      await(calls, "(?s).*rt_sigtimedwait.*");
      assertThat(child.isAlive()).isTrue();

      child.terminate();

      assertThat(child.await(Duration.ofSeconds(30)).status()).isZero();
    }
  }

  private Path file(AnchorProgram program) throws IOException {
    Path file = folder.resolve("anchor");
    Files.write(file, program.executable());
    return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
  }

  private static boolean onPath(String name) {
    return Stream.of(System.getenv("PATH").split(":"))
        .anyMatch(directory -> Files.isExecutable(Path.of(directory, name)));
  }

  private static void await(Path file, String pattern) throws IOException, InterruptedException {
    String text = "";
    for (int i = 0; i < 600 && !text.matches(pattern); i++) {
      Thread.sleep(50);
      text = Files.exists(file) ? Files.readString(file) : "";
    }
    assertThat(text).matches(pattern);
  }
}
