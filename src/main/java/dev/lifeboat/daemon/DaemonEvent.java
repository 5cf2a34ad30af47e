package dev.lifeboat.daemon;

import java.time.Instant;

/**
 * One line of the daemon's own log.
 *
 * @param job which job it is about, or empty
 * @param run which expected run it is about, or empty
 * @param message for people, without any secret
 */
public record DaemonEvent(Instant at, Level level, String job, String run, String message) {
  /** How much it matters. */
  public enum Level {
    INFO,
    WARNING,
    ERROR
  }
}
