package dev.lifeboat.config;

import java.nio.file.Path;
import java.util.Optional;

/**
 * How the Docker engine is reached.
 *
 * @param host its address; DOCKER_HOST, or the socket of this host, if not said
 * @param caFile whose certificates are trusted, over TLS
 * @param certificateFile this client's certificate
 * @param keyFile the private key of that certificate
 * @param project the Compose project; the stack's name if not said
 */
public record DockerSettings(
    Optional<String> host,
    Optional<Path> caFile,
    Optional<Path> certificateFile,
    Optional<Path> keyFile,
    Optional<String> project) {
  public static final DockerSettings NONE =
      new DockerSettings(
          Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
}
