package dev.lifeboat.docker;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Keeps the last mebibyte of what is added. Safe for use by several threads. */
final class LastBytes {
  private static final int LIMIT = 1 << 20;

  private byte[] kept = new byte[LIMIT];
  private int length;

  synchronized void add(byte[] bytes) {
    int from = Math.max(0, bytes.length - LIMIT);
    int count = bytes.length - from;
    int drop = Math.max(0, length + count - LIMIT);
    if (drop > 0) {
      System.arraycopy(kept, drop, kept, 0, length - drop);
      length -= drop;
    }
    System.arraycopy(bytes, from, kept, length, count);
    length += count;
  }

  synchronized String text() {
    return new String(Arrays.copyOf(kept, length), StandardCharsets.UTF_8);
  }
}
