package dev.lifeboat.schedule;

import java.time.Instant;
import java.util.Optional;

/**
 * That a job doesn't run for a while.
 *
 * @param until when it ends; empty if somebody has to end it
 * @param actor who said so
 */
public record Pause(
    String job, Instant since, Optional<Instant> until, String reason, String actor) {
  /** Whether it holds at that moment. */
  public boolean holds(Instant moment) {
    return until.map(moment::isBefore).orElse(true);
  }
}
