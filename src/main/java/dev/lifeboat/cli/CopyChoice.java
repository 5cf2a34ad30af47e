package dev.lifeboat.cli;

import java.util.List;
import java.util.Optional;

/**
 * What a copy shall be.
 *
 * @param to where; the configuration's {@code copy} if not said
 * @param reEncrypt whether it is encrypted anew
 * @param recipients for whom then; today's recipients of the configuration if not said
 */
public record CopyChoice(Optional<String> to, boolean reEncrypt, List<String> recipients) {
  public CopyChoice {
    recipients = List.copyOf(recipients);
  }
}
