package dev.lifeboat.repository.crypto;

import dev.lifeboat.problem.ProblemException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/** Files with age identities, in the form of {@code age-keygen}; {@code age -d -i} reads them. */
public final class IdentityFile {
  static final String WHAT = "identity file";

  private IdentityFile() {}

  /**
   * Reads the identities in a file, at least one.
   *
   * @throws ProblemException KEY_MISSING, KEY_DAMAGED, FILE_MODE if others may read the file, or
   *     PASSPHRASE_MISSING if it is protected by one
   */
  public static List<Identity> read(Path file) {
    return IdentityText.in(file).open();
  }

  /**
   * Creates a file that only its owner can read.
   *
   * @throws ProblemException FILE_EXISTS if there is a file already: none is overwritten
   */
  public static void write(Path file, Identity identity, Instant created) {
    SecretFile.create(
        file,
        "# created: %s\n# public key: %s\n%s\n"
            .formatted(
                created.truncatedTo(ChronoUnit.SECONDS), identity.recipient(), identity.secret()));
  }
}
