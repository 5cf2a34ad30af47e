package dev.lifeboat;

import dev.lifeboat.config.Config;
import dev.lifeboat.config.DaemonSettings;
import dev.lifeboat.config.Secret;
import dev.lifeboat.problem.Code;
import dev.lifeboat.problem.Problem;
import dev.lifeboat.state.StatePlace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Where a configuration has the state database. */
final class StatePlaces {
  private StatePlaces() {}

  static StatePlace of(Config config) {
    return config
        .daemon()
        .database()
        .<StatePlace>map(
            server -> new StatePlace.OnServer(server.url(), server.user(), () -> password(server)))
        .orElseGet(() -> new StatePlace.InFolder(config.state()));
  }

  private static Optional<String> password(DaemonSettings.Server server) {
    return server
        .password()
        .map(Secret::reveal)
        .or(() -> server.passwordFile().map(StatePlaces::read));
  }

  private static String read(Path file) {
    try {
      return Files.readString(file).lines().findFirst().orElse("");
    } catch (IOException e) {
      throw Problem.of(
              Code.CONFIG_INVALID,
              "the password file '%s' can't be read".formatted(file),
              "'daemon.database.password-file' in lifeboat.yaml names it")
          .causedBy(e);
    }
  }
}
