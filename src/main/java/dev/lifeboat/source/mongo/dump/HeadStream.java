package dev.lifeboat.source.mongo.dump;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;

/** A stream whose beginning can be looked at before it is read. */
final class HeadStream extends BufferedInputStream {
  /** As much as tells the kinds of files apart. */
  static final int HEAD = 512;

  private static final int BUFFER = 128 << 10;

  HeadStream(InputStream in) {
    super(in, BUFFER);
  }

  /** The first bytes of what is unread: up to {@link #HEAD}. */
  byte[] head() throws IOException {
    mark(HEAD);
    byte[] head = readNBytes(HEAD);
    reset();
    return head;
  }

  /** Not 0 before the end: the reader of gzip takes that for the end of a file of several parts. */
  @Override
  public synchronized int available() throws IOException {
    int available = super.available();
    if (available > 0) {
      return available;
    }
    mark(1);
    boolean more = read() >= 0;
    reset();
    return more ? 1 : 0;
  }
}
