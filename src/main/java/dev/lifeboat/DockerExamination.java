package dev.lifeboat;

import dev.lifeboat.compose.ComposeCommand;
import dev.lifeboat.compose.StackFinder;
import dev.lifeboat.config.Config;
import dev.lifeboat.config.DockerSettings;
import dev.lifeboat.docker.Engine;
import dev.lifeboat.docker.EngineAddress;
import dev.lifeboat.docker.EngineInfo;
import dev.lifeboat.problem.Observation;
import dev.lifeboat.problem.ProblemException;
import dev.lifeboat.stack.Stack;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Looks at the Docker engine, by which right it lets us in, and at the Compose command. */
record DockerExamination(Config config, Map<String, String> environment) {
  List<Observation> look() {
    Engines engines = new Engines(config, environment);
    if (!isExpected(engines.address())) {
      return List.of(
          Observation.ok("engine", "none is expected here: a database alone needs no Docker"));
    }
    List<Observation> seen = new ArrayList<>();
    try (Engine engine = engines.connect()) {
      EngineInfo info = engine.info();
      seen.add(
          Observation.ok(
              "engine",
              "Docker %s at '%s', API %s, %s"
                  .formatted(
                      info.version(), engine.address(), info.apiVersion(), right(engine, info))));
      seen.add(stack(engine));
      seen.add(compose(engine));
    } catch (ProblemException e) {
      seen.add(Observation.of("engine", e));
    }
    return seen;
  }

  private boolean isExpected(EngineAddress address) {
    return !config.docker().equals(DockerSettings.NONE)
        || config.mongo().service().isPresent()
        || !address.equals(EngineAddress.standard())
        || (address instanceof EngineAddress.Local local && Files.exists(local.socket()));
  }

  private static String right(Engine engine, EngineInfo info) {
    String rootless = info.rootless() ? "rootless, " : "";
    return rootless
        + switch (engine.address()) {
          case EngineAddress.Ssh ssh -> "over SSH as '" + ssh.login() + "'";
          case EngineAddress.Tcp tcp when !tcp.secure() ->
              "over TCP without TLS: whoever reaches that port is root on its host";
          case EngineAddress.Tcp tcp when tcp.tls().certificate().isPresent() ->
              "over TLS with a client's certificate";
          case EngineAddress.Tcp _ -> "over TLS";
          case EngineAddress.Local local -> local(local.socket());
        };
  }

  private static String local(Path socket) {
    String user = System.getProperty("user.name", "");
    try {
      PosixFileAttributes attributes = Files.readAttributes(socket, PosixFileAttributes.class);
      if (user.equals("root")) {
        return "as root";
      }
      return attributes.owner().getName().equals(user)
          ? "as the owner of its socket"
          : "by the group '" + attributes.group().getName() + "', which is as good as root";
    } catch (IOException e) {
      return "as '" + user + "'";
    }
  }

  private Observation stack(Engine engine) {
    String project = Engines.project(config);
    Stack stack = StackFinder.find(engine, project);
    if (stack.isEmpty()) {
      return Observation.warn(
          "stack",
          "the engine has nothing of a Compose project '" + project + "'",
          "see what it has: lifeboat stack list",
          "if the project has another name, set 'docker.project' in lifeboat.yaml");
    }
    return Observation.ok(
        "stack",
        "project '%s': %d services, %d volumes"
            .formatted(project, stack.services().size(), stack.volumes().size()));
  }

  private Observation compose(Engine engine) {
    Optional<ComposeCommand> found = ComposeCommand.find(Engines.variables(engine, environment));
    return found
        .map(
            command ->
                Observation.ok("compose", "'%s' %s".formatted(command.name(), command.version())))
        .orElseGet(
            () ->
                Observation.warn(
                    "compose",
                    "there is neither 'docker compose' nor 'docker-compose': containers that are"
                        + " gone can't be made again",
                    "install it: apt-get install docker-compose-plugin, or on Debian"
                        + " docker-compose"));
  }
}
