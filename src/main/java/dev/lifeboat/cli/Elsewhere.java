package dev.lifeboat.cli;

import java.nio.file.Path;
import java.util.Optional;

/**
 * What the command line says instead of the configuration.
 *
 * @param mongoUri another server, with variables in the place of secrets
 * @param mongoUriFile a file that holds the connection string of another server
 * @param repository where the backups are: then a configuration isn't needed, and says only whose
 *     signatures and which identities count
 * @param identity the file with the key that opens them
 * @param signers a file with the public keys whose signatures count
 * @param trustSigner the fingerprint of the one key whose signature counts
 * @param stack without a configuration: whose restore is taken back
 * @param attended whether a person will be asked before anything happens
 */
public record Elsewhere(
    Optional<String> mongoUri,
    Optional<Path> mongoUriFile,
    Optional<String> repository,
    Optional<Path> identity,
    Optional<Path> signers,
    Optional<String> trustSigner,
    Optional<String> stack,
    boolean attended) {
  /** Everything as the configuration has it. */
  public static final Elsewhere NOWHERE =
      new Elsewhere(
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          true);

  /** True if it names another server. */
  public boolean namesServer() {
    return mongoUri.isPresent() || mongoUriFile.isPresent();
  }

  /** True if no configuration is needed. */
  public boolean isWithoutConfig() {
    return repository.isPresent() || stack.isPresent();
  }

  /** The options of {@code lifeboat undo} that name the same server, each after a space. */
  String undoOptions(String stackName) {
    String server =
        mongoUri
            .map(uri -> " --mongo-uri '" + uri + "'")
            .or(() -> mongoUriFile.map(file -> " --mongo-uri-file '" + file + "'"))
            .orElse("");
    return isWithoutConfig() ? server + " --stack " + stackName : server;
  }
}
