package dev.lifeboat.storage.local;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Assumptions;

/** Commands that only some hosts allow; where one fails, the test is skipped and says why. */
final class Privileged {
  private Privileged() {}

  static boolean isRoot() {
    return "root".equals(System.getProperty("user.name"));
  }

  /** Runs a command; skips the test if it can't be run or fails. */
  static void orSkip(String... command) throws IOException {
    try {
      String trouble = run(command);
      Assumptions.assumeTrue(trouble.isEmpty(), () -> "skipped, since this failed: " + trouble);
    } catch (IOException e) {
      Assumptions.abort("skipped: " + e.getMessage());
    }
  }

  /** Runs a command; gives nothing if it succeeded, or else it and its output. */
  static String run(String... command) throws IOException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    try {
      return process.waitFor() == 0 ? "" : String.join(" ", List.of(command)) + ": " + output;
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
