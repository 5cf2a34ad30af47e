package dev.lifeboat.cli;

import dev.lifeboat.audit.Audited;
import java.nio.file.Path;
import java.util.Optional;

/** What is done with the audit log of this host. */
public interface AuditServices {
  /** What is in it. */
  AuditTrail log(Conduct conduct);

  /** What is in it, to be carried elsewhere. */
  @Audited("audit export")
  AuditTrail export(Conduct conduct);

  /**
   * Looks whether it is what was written.
   *
   * @param file another log than this host's, such as one that was carried here
   * @param signers a file with the public keys that count; the configuration's if not said
   * @param offline whether not to ask the repository what it knows
   */
  AuditVerdict verify(
      Conduct conduct, Optional<Path> file, Optional<Path> signers, boolean offline);
}
