package dev.lifeboat.audit;

import dev.lifeboat.repository.manifest.Digest;
import java.time.Instant;

/**
 * One entry of the audit log.
 *
 * @param number counted from 1: the number of its line
 * @param at when it was written
 * @param previous the digest of the line before it with its line feed; zeros before the first
 */
public record Entry(long number, Instant at, Digest previous, Event event) {
  /** What the first entry names as the line before it. */
  static final Digest NOTHING = new Digest("0".repeat(64));

  public Entry {
    if (number < 1) {
      throw new IllegalArgumentException("entries are counted from 1");
    }
  }
}
