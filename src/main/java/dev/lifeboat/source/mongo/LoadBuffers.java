package dev.lifeboat.source.mongo;

import java.util.Arrays;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Buffers that are used again and again, so that loading leaves next to nothing to the garbage
 * collector. Safe for use by several threads.
 */
final class LoadBuffers {
  private static final int FIRST = 64 << 10;
  // The largest document would keep its buffer for as long as anything is loaded.
  private static final int LARGEST = 4 << 20;

  private final Queue<Buffer> free = new ConcurrentLinkedQueue<>();

  /** Bytes that can grow. Used by one thread at a time. */
  static final class Buffer {
    private byte[] bytes = new byte[FIRST];

    private Buffer() {}

    byte[] bytes() {
      return bytes;
    }

    /** Makes room for that many bytes; what was in it stays. */
    void reserve(int size) {
      if (size > bytes.length) {
        bytes = Arrays.copyOf(bytes, Math.max(size, 2 * bytes.length));
      }
    }
  }

  Buffer take() {
    var used = free.poll();
    return used == null ? new Buffer() : used;
  }

  /** Nobody uses it any more. */
  void giveBack(Buffer buffer) {
    if (buffer.bytes.length <= LARGEST) {
      free.add(buffer);
    }
  }
}
