package dev.lifeboat.repository.zstd;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * Native memory that is kept from call to call, and grows to the largest size asked for.
 *
 * <p>Bytes are copied here, and the arrays are not pinned for the native call: measured, pinning
 * gains nothing when compressing and a tenth when decompressing, and it would hold up the garbage
 * collector, and with it every other thread, for as long as zstd works on a segment.
 */
final class NativeBuffer implements AutoCloseable {
  /**
   * More than the longest segment needs, so that growing is rare. What isn't written to takes no
   * memory: the system gives pages only then.
   */
  private static final long LEAST = 36L << 20;

  private MemorySegment memory = MemorySegment.NULL;

  /** Memory of this size, with arbitrary content; what was handed out before becomes invalid. */
  MemorySegment ofSize(long size) {
    if (memory.byteSize() < size) {
      close();
      memory = NativeHeap.allocate(Math.max(size, LEAST));
    }
    return memory.asSlice(0, size);
  }

  /** Memory that holds a copy of part of an array. */
  MemorySegment copyOf(byte[] source, int offset, int length) {
    MemorySegment copy = ofSize(length);
    MemorySegment.copy(source, offset, copy, ValueLayout.JAVA_BYTE, 0, length);
    return copy;
  }

  @Override
  public void close() {
    MemorySegment old = memory;
    memory = MemorySegment.NULL;
    if (old.byteSize() > 0) {
      NativeHeap.free(old);
    }
  }
}
