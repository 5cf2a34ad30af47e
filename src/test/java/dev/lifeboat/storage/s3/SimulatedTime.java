package dev.lifeboat.storage.s3;

import java.util.concurrent.atomic.AtomicLong;

/** Time that passes only where somebody waits. */
final class SimulatedTime implements Pace.Time {
  private final AtomicLong nanos = new AtomicLong(-5);

  @Override
  public long nanos() {
    return nanos.get();
  }

  @Override
  public void pass(long span) {
    nanos.addAndGet(span);
  }

  double seconds() {
    return (nanos.get() + 5) / 1e9;
  }
}
