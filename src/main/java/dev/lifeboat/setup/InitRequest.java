package dev.lifeboat.setup;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What somebody said when they set Lifeboat up; what they didn't say is found out, or a default.
 *
 * @param config where the configuration is to be written
 * @param stack the stack's name
 * @param mongoUri where MongoDB is; may refer to variables
 * @param databases the databases to protect; none means all
 * @param repository the repository's folder, relative to the configuration's, or address
 * @param encrypted false only if somebody asked for that in as many words
 * @param check whether to try to log in to MongoDB
 */
public record InitRequest(
    Path config,
    Optional<String> stack,
    Optional<String> mongoUri,
    List<String> databases,
    Optional<String> repository,
    boolean encrypted,
    boolean check) {
  public InitRequest {
    databases = List.copyOf(databases);
  }

  /** With a try to log in. */
  public InitRequest(
      Path config,
      Optional<String> stack,
      Optional<String> mongoUri,
      List<String> databases,
      Optional<String> repository,
      boolean encrypted) {
    this(config, stack, mongoUri, databases, repository, encrypted, true);
  }

  /** Without the connection string, which may hold a password. */
  @Override
  public String toString() {
    return "InitRequest[config=" + config + ", stack=" + stack + ", repository=" + repository + "]";
  }
}
