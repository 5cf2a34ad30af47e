package dev.lifeboat.config;

import java.util.List;

/** Whether backups are encrypted, and to whom. */
public sealed interface Encryption {
  /**
   * Encrypted with age.
   *
   * @param recipients who can decrypt; at least one
   */
  record Age(List<Recipient> recipients) implements Encryption {
    public Age {
      recipients = List.copyOf(recipients);
      if (recipients.isEmpty()) {
        throw new IllegalArgumentException("age without a recipient");
      }
    }
  }

  /** Not encrypted, because the configuration says so in as many words. */
  record None() implements Encryption {}
}
