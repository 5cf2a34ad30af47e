package dev.lifeboat.compose;

import java.time.Duration;

/**
 * How a container is that was started.
 *
 * @param service its service
 * @param container its name
 * @param verdict how it is
 * @param words the same for people, to follow the name
 * @param took how long it took to be so
 */
public record ServiceHealth(
    String service, String container, Verdict verdict, String words, Duration took) {
  /** How it is. */
  public enum Verdict {
    /** Its health check passes. */
    HEALTHY,
    /** It has no health check, and goes on running. */
    RUNNING,
    /** It did its work and ended well. */
    ENDED,
    /** Its deadline passed, it ended badly, it restarts in a loop, or it is gone. */
    FAILED
  }

  public boolean isGood() {
    return verdict != Verdict.FAILED;
  }
}
