package dev.lifeboat.cli;

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
  KeyChange add(Conduct conduct, String recipient);

  /** Encrypts the next backups for one less. */
  KeyChange remove(Conduct conduct, String recipient);

  /** Puts a new identity in the place of this host's. */
  KeyRotation rotate(Conduct conduct, Optional<Path> file);

  /**
   * Opens every object that a backup needs.
   *
   * @param identity a file to open them with, or {@code -} for standard input; if empty, what the
   *     configuration has
   */
  KeyTestReport test(Conduct conduct, String backup, Optional<Path> identity);

  /** Brings a configuration back from a backup. */
  ConnectReport connect(Conduct conduct, ConnectRequest request);

  /** The recovery kit; it holds secrets. */
  RecoveryKit kit(Conduct conduct);
}
