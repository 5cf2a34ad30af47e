package dev.lifeboat.monitor;

import java.time.Instant;
import java.util.List;

/**
 * How much room the repository has.
 *
 * @param free in bytes
 * @param reserve what a backup leaves free: below it none is made
 * @param history how much was free before, the oldest first
 */
public record Room(long free, long reserve, List<Sample> history) {
  /** How much was free. */
  public record Sample(Instant at, long free) {}

  public Room {
    history = List.copyOf(history);
  }
}
