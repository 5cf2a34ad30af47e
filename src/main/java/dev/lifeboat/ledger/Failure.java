package dev.lifeboat.ledger;

import dev.lifeboat.verify.Level;
import java.time.Instant;
import java.util.Locale;

/**
 * That a backup was verified on this host, and found damaged.
 *
 * @param backup its id
 * @param level how deep that verification went; a good one of this level or deeper clears it
 * @param at when
 */
public record Failure(String backup, Level level, Instant at) {
  /** For people, with the command that looks again. */
  public String words() {
    return "backup '%s' was found damaged at %s: lifeboat repair %s, lifeboat verify %s --level %s"
        .formatted(backup, at, backup, backup, level.name().toLowerCase(Locale.ROOT));
  }
}
