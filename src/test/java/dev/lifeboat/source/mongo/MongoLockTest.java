package dev.lifeboat.source.mongo;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MongoLockTest {
  @TempDir private Path state;

  @Test
  void nobodyAsksWhereTheDatabaseIsWhenThereIsNothingToUnlock() {
    assertThat(
            MongoLock.settle(
                () -> {
                  throw new AssertionError("asked");
                },
                state))
        .isEmpty();
  }
}
