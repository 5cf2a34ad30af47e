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
  private long free = System.nanoTime();

  private Pace(double nanosPerByte) {
    this.nanosPerByte = nanosPerByte;
  }

  /** Leaves streams as they are if there is no limit. */
  static Pace of(Optional<Long> bytesPerSecond) {
    return new Pace(
        bytesPerSecond.map(limit -> (double) TimeUnit.SECONDS.toNanos(1) / limit).orElse(0.0));
  }

  InputStream over(InputStream in) {
    return nanosPerByte == 0 ? in : new Paced(in);
  }

  private void pass(int bytes) throws IOException {
    long wait;
    synchronized (this) {
      long now = System.nanoTime();
      wait = Math.max(0, free - now);
      free = now + wait + (long) (bytes * nanosPerByte);
    }
    try {
      TimeUnit.NANOSECONDS.sleep(wait);
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
