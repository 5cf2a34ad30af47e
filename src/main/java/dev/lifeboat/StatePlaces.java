package dev.lifeboat;

import dev.lifeboat.config.Config;
import dev.lifeboat.config.DaemonSettings;
import dev.lifeboat.config.GivenSecret;
import dev.lifeboat.config.Secret;
import dev.lifeboat.state.StatePlace;
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
        .or(() -> server.passwordFile().map(file -> new GivenSecret.InFile(file).get().reveal()));
  }
}
