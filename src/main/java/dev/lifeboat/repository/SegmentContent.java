package dev.lifeboat.repository;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import dev.lifeboat.storage.Content;
import java.io.InputStream;
import java.lang.foreign.MemorySegment;
import java.util.Objects;

/** Bytes outside the heap, which stay as they are until they are stored. */
record SegmentContent(MemorySegment bytes) implements Content {
  @Override
  public long size() {
    return bytes.byteSize();
  }

  @Override
  public InputStream open() {
    return new Reader();
  }

  private final class Reader extends InputStream {
    private long at;

    @Override
    public int read() {
      return at == bytes.byteSize() ? -1 : bytes.get(JAVA_BYTE, at++) & 0xff;
    }

    @Override
    public int read(byte[] to, int offset, int length) {
      Objects.checkFromIndexSize(offset, length, to.length);
      int count = (int) Math.min(length, bytes.byteSize() - at);
      if (count == 0 && length > 0) {
        return -1;
      }
      MemorySegment.copy(bytes, JAVA_BYTE, at, to, offset, count);
      at += count;
      return count;
    }
  }
}
