package dev.lifeboat.setup;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A set-up that was done.
 *
 * @param stack the stack's name
 * @param config the configuration that was written
 * @param repository the repository's folder or address
 * @param repositoryId its id
 * @param mongo where MongoDB is, without user and password
 * @param databases the databases that are protected; none means all
 * @param identity the file of the key that opens backups; empty without encryption
 * @param recipient its public key
 * @param signingKey the file of the key that signs them
 * @param signer its fingerprint
 * @param found what was found out rather than said, in words
 * @param kit the recovery kit, for people; it holds the identity, so it is printed once and never
 *     logged
 */
public record InitReport(
    String stack,
    Path config,
    String repository,
    String repositoryId,
    String mongo,
    List<String> databases,
    Optional<Path> identity,
    Optional<String> recipient,
    Path signingKey,
    String signer,
    List<String> found,
    RecoveryKit kit) {
  public InitReport {
    databases = List.copyOf(databases);
    found = List.copyOf(found);
  }
}
