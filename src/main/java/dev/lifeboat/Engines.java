package dev.lifeboat;

import dev.lifeboat.compose.DatabaseService;
import dev.lifeboat.config.Config;
import dev.lifeboat.docker.Engine;
import dev.lifeboat.docker.EngineAddress;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The engine that a configuration's stack runs on. */
record Engines(Config config, Map<String, String> environment) {
  /**
   * Connects.
   *
   * @throws dev.lifeboat.problem.ProblemException as {@link Engine} says
   */
  Engine connect() {
    return choice().connect();
  }

  /**
   * The variables that lead the programs of Docker to the same engine, as long as it is open. None
   * of the environment's own may lead elsewhere.
   */
  static Map<String, String> variables(Engine engine, Map<String, String> environment) {
    Map<String, String> variables = new HashMap<>(environment);
    variables
        .keySet()
        .removeAll(
            Set.of(
                "DOCKER_HOST",
                "DOCKER_CONTEXT",
                "DOCKER_TLS",
                "DOCKER_TLS_VERIFY",
                "DOCKER_CERT_PATH"));
    variables.putAll(engine.environment());
    return variables;
  }

  /** Where it is. */
  EngineAddress address() {
    return choice().address();
  }

  private EngineChoice choice() {
    return new EngineChoice(config.docker(), environment);
  }

  /** What Compose calls the stack of a configuration. */
  static String project(Config config) {
    return config.docker().project().orElse(config.stack().value());
  }

  /** What Compose calls the stack. */
  String project() {
    return project(config);
  }

  /** Where the stack's MongoDB is, as far as the configuration tells. */
  DatabaseService.Wanted database() {
    String uri = config.mongo().uri().toString();
    return new DatabaseService.Wanted(
        config.mongo().service(), List.of(uri.replaceFirst("^[^:]*://", "").split(",", -1)));
  }
}
