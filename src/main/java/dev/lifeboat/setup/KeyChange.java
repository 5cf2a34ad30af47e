package dev.lifeboat.setup;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A change of whom backups are encrypted for, from now on.
 *
 * @param config the configuration that was changed
 * @param key the recipient that came or went
 * @param recipients all there are now
 * @param opens whether an identity that is known on this host is among them
 * @param older how many backups there are, which are as they were; empty if nobody could look
 */
public record KeyChange(
    Path config, String key, List<String> recipients, boolean opens, Optional<Integer> older) {
  public KeyChange {
    recipients = List.copyOf(recipients);
  }
}
