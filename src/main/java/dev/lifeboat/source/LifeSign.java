package dev.lifeboat.source;

import java.time.Duration;

/**
 * What shows, after an operation, whether the stack works again.
 *
 * @param kind what was looked at
 * @param name the service, or the probe without its secrets
 * @param good whether it works
 * @param words how it is, for people, to follow the name
 * @param took how long it took to be so
 */
public record LifeSign(Kind kind, String name, boolean good, String words, Duration took) {
  /** What can be looked at. */
  public enum Kind {
    /** A service that was started again. */
    SERVICE,
    /** A probe of the user's. */
    PROBE
  }
}
