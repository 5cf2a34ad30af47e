package dev.lifeboat.storage.s3;

import dev.lifeboat.storage.Content;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** Part of a content on its way out. */
final class ContentStream extends InputStream {
  /** A failure to read what shall be sent, which is none of the network's. */
  static final class Broken extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Broken(Exception cause) {
      super(cause.getMessage(), cause);
    }
  }

  private final InputStream in;
  private long left;

  private ContentStream(InputStream in, long length) {
    this.in = in;
    this.left = length;
  }

  static InputStream open(Content content, long offset, long length) {
    try {
      InputStream in = content.open();
      in.skipNBytes(offset);
      return new ContentStream(in, length);
    } catch (IOException | UncheckedIOException e) {
      throw new Broken(e);
    }
  }

  @Override
  public int read() {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) {
    if (left == 0) {
      return -1;
    }
    try {
      int count = in.read(bytes, offset, (int) Math.min(length, left));
      left -= Math.max(count, 0);
      return count;
    } catch (IOException | UncheckedIOException e) {
      throw new Broken(e);
    }
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
