package dev.lifeboat.source.volume;

import static dev.lifeboat.source.volume.TarHeader.BLOCK;

import java.util.Arrays;

/**
 * Writes the entries that it is told as a tar stream, in large pieces. The same entries give the
 * same bytes. Not thread-safe.
 */
final class TarEmitter implements TarHandler {
  private static final int ROOM = 1 << 20;

  private final Sink sink;
  private final byte[] buffer = new byte[ROOM];
  private int filled;
  private long content;

  /** Takes the stream's bytes; the buffer isn't the receiver's to keep. */
  @FunctionalInterface
  interface Sink {
    void write(byte[] buffer, int offset, int length);
  }

  TarEmitter(Sink sink) {
    this.sink = sink;
  }

  @Override
  public void entry(TarEntry entry, byte[] head) {
    content = 0;
    write(head, 0, head.length);
  }

  @Override
  public void content(byte[] bytes, int offset, int length) {
    content += length;
    write(bytes, offset, length);
  }

  @Override
  public void endOfEntry() {
    zeros((int) ((BLOCK - content % BLOCK) % BLOCK));
  }

  /** Ends the stream; every entry has to be over. */
  void end() {
    zeros(2 * BLOCK);
    flush();
  }

  private void write(byte[] bytes, int offset, int length) {
    if (length > ROOM - filled) {
      flush();
    }
    if (length >= ROOM) {
      sink.write(bytes, offset, length);
    } else {
      System.arraycopy(bytes, offset, buffer, filled, length);
      filled += length;
    }
  }

  private void zeros(int count) {
    if (count > ROOM - filled) {
      flush();
    }
    Arrays.fill(buffer, filled, filled + count, (byte) 0);
    filled += count;
  }

  private void flush() {
    if (filled > 0) {
      sink.write(buffer, 0, filled);
      filled = 0;
    }
  }
}
