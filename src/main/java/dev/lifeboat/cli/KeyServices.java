package dev.lifeboat.cli;

import dev.lifeboat.audit.Audited;
import dev.lifeboat.setup.ConnectReport;
import dev.lifeboat.setup.ConnectRequest;
import dev.lifeboat.setup.KeyChange;
import dev.lifeboat.setup.KeyListing;
import dev.lifeboat.setup.KeyRotation;
import dev.lifeboat.setup.RecoveryKit;
import dev.lifeboat.verify.KeyTestReport;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What the commands can have done with keys. All methods throw {@link
 * dev.lifeboat.problem.ProblemException} for what people can mend.
 */
public interface KeyServices {
  /** The keys that there are. */
  KeyListing list(Conduct conduct);

  /** Encrypts the next backups for one more. */
  @Audited(value = "key add", names = "recipient", copied = true)
  KeyChange add(Conduct conduct, String recipient);

  /** Encrypts the next backups for one less. */
  @Audited(value = "key remove", names = "recipient", copied = true)
  KeyChange remove(Conduct conduct, String recipient);

  /** Puts a new identity in the place of this host's. */
  @Audited(value = "key rotate", names = "file", copied = true)
  KeyRotation rotate(Conduct conduct, Optional<Path> file);

  /**
   * Opens every object that a backup needs.
   *
   * @param identity a file to open them with, or {@code -} for standard input; if empty, what the
   *     configuration has
   */
  @Audited(
      value = "key test",
      names = {"backup", "identity"},
      copied = true)
  KeyTestReport test(Conduct conduct, String backup, Optional<Path> identity);

  /** Brings a configuration back from a backup. */
  @Audited("connect")
  ConnectReport connect(Conduct conduct, ConnectRequest request);

  /** The recovery kit; it holds secrets. */
  @Audited("key kit")
  RecoveryKit kit(Conduct conduct);
}
