package dev.lifeboat.docker;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * Version 2 of Compose, which {@code ./test} builds beside the tests where there is none. It is in
 * a folder that the docker command takes as its configuration.
 */
final class ComposePlugin {
  private static final Duration PATIENCE = Duration.ofMinutes(20);

  private ComposePlugin() {}

  /** The folder, if it was built; waits while it is being built. */
  static Optional<Path> folder() {
    String cache = System.getenv().getOrDefault("XDG_CACHE_HOME", "");
    Path folder =
        (cache.startsWith("/")
                ? Path.of(cache)
                : Path.of(System.getProperty("user.home"), ".cache"))
            .resolve("lifeboat/docker");
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (isBeingBuilt(folder.resolve("building")) && System.nanoTime() < end) {
      Dockerd.pause();
    }
    return Optional.of(folder)
        .filter(each -> Files.isExecutable(each.resolve("cli-plugins/docker-compose")));
  }

  /** The file holds the number of the process that builds. */
  private static boolean isBeingBuilt(Path file) {
    try {
      return Files.exists(file)
          && ProcessHandle.of(Long.parseLong(Files.readString(file).strip()))
              .filter(ProcessHandle::isAlive)
              .isPresent();
    } catch (IOException | NumberFormatException e) {
      return false;
    }
  }
}
