package dev.lifeboat;

import dev.lifeboat.config.DockerSettings;
import dev.lifeboat.docker.Engine;
import dev.lifeboat.docker.EngineAddress;
import dev.lifeboat.docker.EngineTls;
import dev.lifeboat.problem.Code;
import dev.lifeboat.problem.Problem;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** The Docker engine that a configuration means, else the one that the environment names. */
record EngineChoice(DockerSettings settings, Map<String, String> environment) {
  Engine connect() {
    return Engine.connect(address());
  }

  EngineAddress address() {
    Optional<String> said = settings.host();
    Optional<String> host = said.or(() -> variable("DOCKER_HOST"));
    if (host.isEmpty()) {
      return EngineAddress.standard();
    }
    try {
      return EngineAddress.parse(host.get(), tls(said.isEmpty()));
    } catch (IllegalArgumentException e) {
      throw Problem.of(
              Code.CONFIG_INVALID,
              String.valueOf(e.getMessage()),
              said.isPresent()
                  ? "correct 'docker.host' in lifeboat.yaml"
                  : "correct the variable DOCKER_HOST")
          .causedBy(e);
    }
  }

  /** What the docker command would take from its variables counts where nothing else is said. */
  private EngineTls tls(boolean byVariables) {
    Optional<Path> folder =
        byVariables && variable("DOCKER_TLS_VERIFY").isPresent()
            ? variable("DOCKER_CERT_PATH").map(Path::of)
            : Optional.empty();
    return new EngineTls(
        settings.caFile().or(() -> folder.map(each -> each.resolve("ca.pem"))),
        settings.certificateFile().or(() -> folder.map(each -> each.resolve("cert.pem"))),
        settings.keyFile().or(() -> folder.map(each -> each.resolve("key.pem"))));
  }

  private Optional<String> variable(String name) {
    return Optional.ofNullable(environment.get(name)).filter(text -> !text.isBlank());
  }
}
