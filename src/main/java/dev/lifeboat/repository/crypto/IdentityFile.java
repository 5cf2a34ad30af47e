package dev.lifeboat.repository.crypto;

import dev.lifeboat.problem.ProblemException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/** Files with age identities, in the form of {@code age-keygen}; {@code age -d -i} reads them. */
public final class IdentityFile {
  private static final String WHAT = "identity file";

  private IdentityFile() {}

  /**
   * Reads the identities in a file, at least one.
   *
   * @throws ProblemException KEY_MISSING, KEY_DAMAGED, or FILE_MODE if others may read the file
   */
  public static List<Identity> read(Path file) {
    List<Identity> identities = new ArrayList<>();
    List<String> lines = SecretFile.read(file, WHAT).lines().toList();
    for (int at = 0; at < lines.size(); at++) {
      String line = lines.get(at).strip();
      if (line.isEmpty() || line.startsWith("#")) {
        continue;
      }
      try {
        identities.add(Identity.parse(line));
      } catch (IllegalArgumentException e) {
        // The line itself stays unsaid: it may be a secret with a typing error.
        throw SecretFile.damaged(file, WHAT, "line " + (at + 1) + " is not an age identity");
      }
    }
    if (identities.isEmpty()) {
      throw SecretFile.damaged(file, WHAT, "it holds no age identity");
    }
    return List.copyOf(identities);
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
