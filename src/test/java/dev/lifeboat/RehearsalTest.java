package dev.lifeboat;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RehearsalTest {
  @TempDir Path folder;

  /** Else the launcher's cache lacks what comes after the failure, and nobody notices. */
  @Test
  void getsToTheEndOfABackup() throws IOException {
    assertThat(Rehearsal.in(folder)).isZero();

    try (Stream<Path> backups = Files.list(folder.resolve("repository/backups"))) {
      assertThat(backups).anyMatch(file -> file.toString().endsWith(".json"));
    }
  }
}
