package dev.lifeboat.storage.memory;

import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;

/** Reads an array, and like a stream of a file or a socket gives nothing once it is closed. */
final class ArrayStream extends FilterInputStream {
  private boolean closed;

  ArrayStream(byte[] bytes, int offset, int length) {
    super(new ByteArrayInputStream(bytes, offset, length));
  }

  @Override
  public int read() throws IOException {
    checkOpen();
    return super.read();
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    checkOpen();
    return super.read(bytes, offset, length);
  }

  @Override
  public void close() {
    closed = true;
  }

  private void checkOpen() throws IOException {
    if (closed) {
      throw new IOException("the stream is closed");
    }
  }
}
