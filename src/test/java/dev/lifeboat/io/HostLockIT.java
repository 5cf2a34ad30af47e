package dev.lifeboat.io;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeboat.process.Command;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What another process sees of a lock. */
class HostLockIT {
  @TempDir private Path folder;

  @Test
  void isKeptWhenThisProcessAsksForItAgain() throws IOException {
    Path file = folder.resolve("lock");
    Path alias = Files.createSymbolicLink(folder.resolve("alias"), folder).resolve("lock");
    try (HostLock _ = HostLock.tryTake(file).orElseThrow()) {
      assertThat(HostLock.tryTake(file)).isEmpty();
      assertThat(HostLock.tryTake(alias)).isEmpty();
      assertThat(other(file)).isEqualTo(HostLockJvm.BUSY);
    }
    assertThat(other(file)).isEqualTo(HostLockJvm.TAKEN);
  }

  private static int other(Path file) {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    return Command.of(java, "-XX:TieredStopAtLevel=1", "-cp")
        .with(System.getProperty("java.class.path"), HostLockJvm.class.getName(), file.toString())
        .run()
        .status();
  }
}
