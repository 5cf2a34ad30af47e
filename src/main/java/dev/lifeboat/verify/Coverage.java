package dev.lifeboat.verify;

import java.time.Instant;
import java.util.Optional;

/**
 * How much of a backup was read and found good on this host, at whatever times.
 *
 * @param backup the backup's id
 * @param checked how many of its objects
 * @param objects how many objects it needs
 * @param oldest when the one was read that was read longest ago; empty if none was
 */
public record Coverage(String backup, long checked, long objects, Optional<Instant> oldest) {
  /** Whether all of it was. */
  public boolean isWhole() {
    return checked == objects;
  }
}
