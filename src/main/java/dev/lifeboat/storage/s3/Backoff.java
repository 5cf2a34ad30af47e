package dev.lifeboat.storage.s3;

import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/** Waits longer and longer, and never as long as others do, so that not all come back at once. */
final class Backoff {
  /** How often something is tried in all. */
  static final int ATTEMPTS = 6;

  static final Duration FIRST = Duration.ofMillis(100);
  static final Duration LONGEST = Duration.ofSeconds(20);

  private Backoff() {}

  /**
   * @param failures how often it failed already, from 1
   */
  static void pause(int failures) throws InterruptedIOException {
    long ceiling = Math.min(LONGEST.toMillis(), FIRST.toMillis() << Math.min(failures, 20));
    try {
      Thread.sleep(ThreadLocalRandom.current().nextLong(ceiling / 2, ceiling + 1));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted");
    }
  }
}
