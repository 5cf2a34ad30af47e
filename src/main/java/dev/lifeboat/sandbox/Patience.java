package dev.lifeboat.sandbox;

import dev.lifeboat.problem.Code;
import dev.lifeboat.problem.Problem;
import java.time.Duration;

/** Waits for something by looking again and again, up to a limit. */
final class Patience {
  private static final Duration PAUSE = Duration.ofMillis(20);

  private final long end;

  Patience(Duration limit) {
    this.end = System.nanoTime() + limit.toNanos();
  }

  /** Pauses shortly; false when the limit has passed. */
  boolean lasts() {
    try {
      Thread.sleep(PAUSE);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw Problem.of(Code.INTERRUPTED, "interrupted while a mongod started").causedBy(e);
    }
    return System.nanoTime() - end < 0;
  }
}
