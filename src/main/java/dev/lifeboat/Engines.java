package dev.lifeboat;

import dev.lifeboat.compose.DatabaseService;
import dev.lifeboat.config.Config;
import dev.lifeboat.docker.Engine;
import dev.lifeboat.docker.EngineAddress;
import dev.lifeboat.docker.EngineTls;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The engine that a configuration's stack runs on. */
record Engines(Config config, Map<String, String> environment) {
  /**
   * Connects.
   *
   * @throws dev.lifeboat.problem.ProblemException as {@link Engine} says
   */
  Engine connect() {
    return Engine.connect(
        Optional.ofNullable(environment.get("DOCKER_HOST"))
            .filter(host -> !host.isEmpty())
            .map(host -> EngineAddress.parse(host, EngineTls.NONE))
            .orElse(EngineAddress.standard()));
  }

  /** What Compose calls the stack. */
  String project() {
    return config.stack().value();
  }

  /** Where the stack's MongoDB is, as far as the configuration tells. */
  DatabaseService.Wanted database() {
    String uri = config.mongo().uri().toString();
    return new DatabaseService.Wanted(
        Optional.empty(), List.of(uri.replaceFirst("^[^:]*://", "").split(",", -1)));
  }
}
