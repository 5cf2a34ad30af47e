package dev.lifeboat.repository.zstd;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;

/** What a frame is made of, in zstd's terms: literals and matches, cut into blocks. */
final class Sequences {
  /** The most bytes of content that a block may have. */
  static final int BLOCK = 128 << 10;

  /** No match is shorter, in bytes. */
  static final int SHORTEST = 4;

  private static final int INTS = Zstd.SEQUENCE / Integer.BYTES;

  private int[] found = new int[1024 * INTS];
  private int count;
  private int literals;
  private int block;

  /** Bytes that stand for themselves. */
  void literals(int length) {
    int left = length;
    while (left > 0) {
      int taken = Math.min(left, BLOCK - block);
      literals += taken;
      block += taken;
      left -= taken;
      endFullBlock();
    }
  }

  /** Bytes that stand so far before their own place, maybe in the prefix. */
  void match(int offset, int length) {
    int left = length;
    while (left >= SHORTEST) {
      int taken = Math.min(left, BLOCK - block);
      if (left - taken > 0 && left - taken < SHORTEST) {
        taken = left - SHORTEST;
      }
      if (taken < SHORTEST) {
        endBlock();
        continue;
      }
      put(offset, taken);
      block += taken;
      left -= taken;
      endFullBlock();
    }
    literals(left);
  }

  /** All of them, with the end of each block, in memory of the buffer. */
  MemorySegment finish(NativeBuffer buffer) {
    if (block > 0) {
      endBlock();
    }
    MemorySegment memory = buffer.ofSize((long) count * Zstd.SEQUENCE);
    MemorySegment.copy(found, 0, memory, JAVA_INT, 0, count * INTS);
    return memory;
  }

  private void endFullBlock() {
    if (block == BLOCK) {
      endBlock();
    }
  }

  private void endBlock() {
    put(0, 0);
    block = 0;
  }

  private void put(int offset, int length) {
    int place = count * INTS;
    if (place == found.length) {
      found = Arrays.copyOf(found, 2 * place);
    }
    found[place] = offset;
    found[place + 1] = literals;
    found[place + 2] = length;
    literals = 0;
    count++;
  }
}
