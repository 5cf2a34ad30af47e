package dev.lifeboat.io;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** What a killed process left in clear text goes at the next start. */
final class DeadFoldersTest {
  private static final String PREFIX = "lifeboat-dead-test-";

  @Test
  void whatADeadProcessLeftIsRemovedAndNothingElse() throws IOException {
    // No process began at that time, so this one's number was another's then.
    String dead = HostProcess.current().replaceFirst(" \\d+ ", " 1 ").replace(' ', '_');
    Path left = Files.createTempDirectory(PREFIX + dead + "_");
    Files.writeString(left.resolve("standard-input"), "clear text");
    Path foreign = Files.createTempDirectory(PREFIX);
    try (TempFolder first = TempFolder.createInPlaceOfDead(PREFIX);
        TempFolder second = TempFolder.createInPlaceOfDead(PREFIX)) {
      assertThat(left).doesNotExist();
      assertThat(first.path()).exists();
      assertThat(second.path()).exists();
      assertThat(foreign).exists();
    } finally {
      Files.delete(foreign);
    }
  }
}
