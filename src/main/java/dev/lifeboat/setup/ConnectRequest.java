package dev.lifeboat.setup;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What somebody has when they come to an empty host: a recovery kit.
 *
 * @param repository where the repository is
 * @param identity the file that opens backups, {@code -} for standard input; empty if they aren't
 *     encrypted
 * @param signers the fingerprints of the keys whose signatures count
 * @param backup whose configuration is taken: {@code latest}, an id, or its beginning
 */
public record ConnectRequest(
    String repository, Optional<Path> identity, List<String> signers, String backup) {
  public ConnectRequest {
    signers = List.copyOf(signers);
  }
}
