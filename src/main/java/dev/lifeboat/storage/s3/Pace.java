package dev.lifeboat.storage.s3;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Keeps all streams of one direction together under one rate. */
final class Pace {
  /** Small enough that a low rate flows rather than jerks. */
  private static final int STEP = 16 * 1024;

  private final double nanosPerByte;
  private final Time time;
  private long free;

  private Pace(double nanosPerByte, Time time) {
    this.nanosPerByte = nanosPerByte;
    this.time = time;
    this.free = time.nanos();
  }

  /** The time in which bytes flow. */
  interface Time {
    /** The host's. */
    Time SYSTEM =
        new Time() {
          @Override
          public long nanos() {
            return System.nanoTime();
          }

          @Override
          public void pass(long nanos) throws InterruptedException {
            TimeUnit.NANOSECONDS.sleep(nanos);
          }
        };

    /** Nanoseconds since whenever. */
    long nanos();

    /** Waits. */
    void pass(long nanos) throws InterruptedException;
  }

  /** Leaves streams as they are if there is no limit. */
  static Pace of(Optional<Long> bytesPerSecond, Time time) {
    return new Pace(
        bytesPerSecond.map(limit -> (double) TimeUnit.SECONDS.toNanos(1) / limit).orElse(0.0),
        time);
  }

  /** Whether there is a limit. */
  boolean limits() {
    return nanosPerByte > 0;
  }

  InputStream over(InputStream in) {
    return nanosPerByte == 0 ? in : new Paced(in);
  }

  private void pass(int bytes) throws IOException {
    long wait;
    synchronized (this) {
      long now = time.nanos();
      wait = Math.max(0, free - now);
      free = now + wait + (long) (bytes * nanosPerByte);
    }
    try {
      time.pass(wait);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted");
    }
  }

  private final class Paced extends FilterInputStream {
    Paced(InputStream in) {
      super(in);
    }

    @Override
    public int read() throws IOException {
      pass(1);
      return in.read();
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      int count = in.read(bytes, offset, Math.min(length, STEP));
      if (count > 0) {
        pass(count);
      }
      return count;
    }

    @Override
    public long skip(long count) throws IOException {
      return in.skip(count);
    }
  }
}
