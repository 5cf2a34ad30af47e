package dev.lifeboat.source.mongo;

import dev.lifeboat.process.Command;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** Programs that tests call: mongodump, mongorestore and openssl. */
final class InstalledTools {
  private InstalledTools() {}

  /** A program; skips the test where it isn't installed, and fails it with {@code CI=true}. */
  static Command tool(String name) {
    Path found =
        Stream.of(System.getenv("PATH").split(File.pathSeparator))
            .map(folder -> Path.of(folder, name))
            .filter(Files::isExecutable)
            .findFirst()
            .orElse(null);
    if (found == null) {
      String message = name + " is not on the PATH";
      if ("true".equals(System.getenv("CI"))) {
        throw new AssertionError(message);
      }
      Assumptions.abort(message);
    }
    return Command.of(String.valueOf(found)).withTimeout(Duration.ofMinutes(5));
  }
}
