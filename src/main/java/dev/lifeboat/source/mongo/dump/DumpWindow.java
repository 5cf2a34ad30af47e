package dev.lifeboat.source.mongo.dump;

import dev.lifeboat.problem.Code;
import dev.lifeboat.problem.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/** The part of a stream that is looked at: as much as one document needs, and where it is. */
final class DumpWindow {
  /** The longest document that a server writes: 16 MiB and what it adds itself. */
  static final int LONGEST = (16 << 20) + (16 << 10);

  private static final int USUAL = 256 << 10;

  private final InputStream in;
  private byte[] buffer = new byte[USUAL];
  private int start;
  private int end;
  private long base;

  DumpWindow(InputStream in) {
    this.in = in;
  }

  byte[] buffer() {
    return buffer;
  }

  /** Where in {@link #buffer} the unread bytes begin. */
  int start() {
    return start;
  }

  /** Where they end. */
  int end() {
    return end;
  }

  /** Where in the stream the unread bytes begin, counted from 0. */
  long position() {
    return base + start;
  }

  int available() {
    return end - start;
  }

  void skip(int bytes) {
    start += bytes;
  }

  /**
   * Has at least so many unread bytes in the buffer, which may be another one then.
   *
   * @return false if the stream ends before
   * @throws DamageException if what the stream is made of is damaged
   */
  boolean has(int bytes) throws IOException {
    while (available() < bytes) {
      makeRoom(bytes);
      if (Thread.currentThread().isInterrupted()) {
        throw Problem.of(Code.INTERRUPTED, "interrupted while reading a dump").exception();
      }
      int read = in.read(buffer, end, buffer.length - end);
      if (read < 0) {
        return false;
      }
      end += read;
    }
    return true;
  }

  private void makeRoom(int bytes) {
    if (start > 0) {
      System.arraycopy(buffer, start, buffer, 0, available());
      base += start;
      end -= start;
      start = 0;
    }
    if (buffer.length < bytes) {
      buffer = Arrays.copyOf(buffer, Math.max(bytes, Math.min(2 * buffer.length, LONGEST)));
    }
  }
}
