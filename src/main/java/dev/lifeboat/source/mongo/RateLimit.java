package dev.lifeboat.source.mongo;

import java.util.OptionalLong;

/** Keeps several readers together under one rate. */
final class RateLimit {
  private static final long NANOS = 1_000_000_000L;

  private final OptionalLong bytesPerSecond;
  private long free = System.nanoTime();

  RateLimit(OptionalLong bytesPerSecond) {
    this.bytesPerSecond = bytesPerSecond;
  }

  /** Waits until that many more bytes have their place. */
  void pass(long bytes) throws InterruptedException {
    if (bytesPerSecond.isEmpty()) {
      return;
    }
    long wait;
    synchronized (this) {
      long now = System.nanoTime();
      free = Math.max(free, now) + (long) ((double) bytes * NANOS / bytesPerSecond.getAsLong());
      wait = free - now;
    }
    if (wait > 0) {
      Thread.sleep(wait / 1_000_000, (int) (wait % 1_000_000));
    }
  }
}
