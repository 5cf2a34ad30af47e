package dev.lifeboat.storage;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.Supplier;

/** Gives the first bytes of another stream, and then fails. */
final class TornStream extends FilterInputStream {
  private final Supplier<IOException> failure;
  private long left;

  TornStream(InputStream in, long good, Supplier<IOException> failure) {
    super(in);
    this.left = good;
    this.failure = failure;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    if (left == 0) {
      throw failure.get();
    }
    int count = super.read(bytes, offset, (int) Math.min(length, left));
    left -= Math.max(count, 0);
    return count;
  }

  @Override
  public long skip(long bytes) throws IOException {
    long count = super.skip(Math.min(bytes, left));
    left -= count;
    return count;
  }
}
