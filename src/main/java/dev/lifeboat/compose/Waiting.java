package dev.lifeboat.compose;

import dev.lifeboat.problem.Code;
import dev.lifeboat.problem.Problem;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * How to look again and again until a deadline.
 *
 * @param clock tells the time
 * @param pause waits between two looks
 */
record Waiting(InstantSource clock, Pause pause) {
  private static final Duration BETWEEN = Duration.ofMillis(200);

  /** Waits for a moment. */
  interface Pause {
    void take() throws InterruptedException;
  }

  /** The usual one. */
  static Waiting by(InstantSource clock) {
    return new Waiting(clock, () -> Thread.sleep(BETWEEN));
  }

  Instant now() {
    return clock.instant();
  }

  /** Waits before the next look. */
  void pauseShortly() {
    try {
      pause.take();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw Problem.of(Code.INTERRUPTED, "interrupted while services started").causedBy(e);
    }
  }
}
