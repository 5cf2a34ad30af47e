package dev.lifeboat.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeboat.storage.local.LocalStorage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class StorageTrialTest {
  @TempDir private Path folder;

  @Test
  void leavesNothingInAFolder() throws IOException {
    Files.writeString(folder.resolve("other"), "stays");
    Files.createDirectory(folder.resolve("empty"));
    try (LocalStorage storage = new LocalStorage(folder)) {
      assertThat(new StorageTrial(storage, InstantSource.system(), 7).run().lines())
          .isNotEmpty()
          .allSatisfy(line -> assertThat(line.observation().code()).isEmpty());
    }
    try (Stream<Path> left = Files.list(folder)) {
      assertThat(left.map(each -> each.getFileName().toString()))
          .containsExactlyInAnyOrder("other", "empty");
    }
  }
}
