package dev.lifeboat.config;

import dev.lifeboat.stack.StackName;
import java.util.List;
import java.util.Optional;

/**
 * What a new {@code lifeboat.yaml} shall say. Paths are texts as they shall stand in the file.
 *
 * @param stack the protected application
 * @param mongoUri the connection string as it shall stand in the file: a password in it stays in it
 *     (the file has mode 0600), and <code>${NAME}</code> stays a reference
 * @param envFiles files that set such references
 * @param databases the databases to back up; empty for the whole deployment
 * @param repository the folder of the backups
 * @param encryption whether backups are encrypted, and to whom
 * @param identity the private key's file
 * @param signingKey the signing key's file
 * @param trustedSigners whose manifests are trusted
 * @param schema where the JSON Schema is, for editors
 */
public record NewConfig(
    StackName stack,
    Secret mongoUri,
    List<String> envFiles,
    List<DatabaseName> databases,
    String repository,
    Encryption encryption,
    Optional<String> identity,
    Optional<String> signingKey,
    List<TrustedSigner> trustedSigners,
    Optional<String> schema) {
  public NewConfig {
    envFiles = List.copyOf(envFiles);
    databases = List.copyOf(databases);
    trustedSigners = List.copyOf(trustedSigners);
  }
}
