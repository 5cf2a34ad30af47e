package dev.lifeboat.maintenance;

import java.time.Instant;

/**
 * That an item was done.
 *
 * @param item its name
 * @param evidence what shows it: a ticket, a report, a backup
 * @param actor who says so
 */
public record Done(String item, Instant at, String evidence, String actor, String host) {
  public Done {
    if (evidence.isBlank()) {
      throw new IllegalArgumentException("what was done has evidence");
    }
  }
}
