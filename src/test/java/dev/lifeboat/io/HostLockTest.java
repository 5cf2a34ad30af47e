package dev.lifeboat.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HostLockTest {
  @TempDir private Path folder;

  @Test
  void onlyOneHasIt() {
    Path file = folder.resolve("lock");
    try (HostLock _ = HostLock.tryTake(file).orElseThrow()) {
      assertThat(HostLock.tryTake(file)).isEmpty();
    }
    try (HostLock again = HostLock.tryTake(file).orElseThrow()) {
      assertThat(again).isNotNull();
    }
  }

  @Test
  void saysWhyItCanNotBeHad() {
    assertThatThrownBy(() -> HostLock.tryTake(folder.resolve("none/lock")))
        .isInstanceOf(FileException.class)
        .hasMessageContaining("cannot lock");
  }
}
