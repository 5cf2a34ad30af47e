package dev.lifeboat.verify;

import dev.lifeboat.problem.Code;
import dev.lifeboat.problem.Problem;
import java.util.OptionalLong;

/** Keeps several threads together under one rate of bytes a second. */
final class Pace {
  private static final double NANOS = 1e9;

  private final OptionalLong rate;
  private long free = System.nanoTime();

  Pace(OptionalLong rate) {
    this.rate = rate;
  }

  /**
   * Waits until that many more bytes have their place.
   *
   * @throws dev.lifeboat.problem.ProblemException INTERRUPTED
   */
  void pass(long bytes) {
    if (rate.isEmpty()) {
      return;
    }
    long wait;
    synchronized (this) {
      long now = System.nanoTime();
      long turn = Math.max(free, now);
      free = turn + (long) (bytes * NANOS / rate.getAsLong());
      wait = turn - now;
    }
    try {
      Thread.sleep(wait / 1_000_000, (int) (wait % 1_000_000));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw Problem.of(Code.INTERRUPTED, "interrupted while verifying").causedBy(e);
    }
  }
}
