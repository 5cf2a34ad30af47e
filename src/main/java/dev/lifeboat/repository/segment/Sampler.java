package dev.lifeboat.repository.segment;

import dev.lifeboat.source.FingerprintSum;
import dev.lifeboat.source.StreamShape;
import java.util.Arrays;
import java.util.Set;

/**
 * Takes a few hashes of what is in a segment, by which similar segments are found: of all hashes
 * the least, so that segments with much in common have many of them in common, wherever it stands.
 * Of documents their {@code _id} is hashed, so that one that was updated still counts.
 */
public final class Sampler {
  /** How many hashes are taken at most. */
  public static final int MOST = 32;

  /** How many last documents are told: an end is lost only when all of them were deleted. */
  private static final int LAST = 4;

  /** Of other bytes one position in so many is looked at: where the rolling hash begins so. */
  private static final int RARITY_BITS = 8;

  private Sampler() {}

  /**
   * The hashes of the last documents, the last one first: where a segment ended, as long as one of
   * them is there.
   */
  public static long[] lastKeys(byte[] bytes, int offset, int length) {
    long[] ring = new long[LAST];
    int count = 0;
    for (int at = offset; at < offset + length; count++) {
      int size = FingerprintSum.documentLength(bytes, at, offset + length);
      ring[count % LAST] = DocumentKey.hash(bytes, at, size);
      at += size;
    }
    long[] last = new long[Math.min(count, LAST)];
    for (int i = 0; i < last.length; i++) {
      last[i] = ring[(count - 1 - i) % LAST];
    }
    return last;
  }

  /** Where the last document ends that has one of these hashes; {@code from} if none has. */
  public static int endOf(Set<Long> keys, byte[] bytes, int from, int to) {
    int end = from;
    for (int at = from; at < to; ) {
      int size = FingerprintSum.documentLength(bytes, at, to);
      if (keys.contains(DocumentKey.hash(bytes, at, size))) {
        end = at + size;
      }
      at += size;
    }
    return end;
  }

  /** The hashes, in ascending order as signed numbers, each once. */
  public static long[] samples(StreamShape shape, byte[] bytes, int offset, int length) {
    Least least = new Least();
    switch (shape) {
      case DOCUMENTS -> documents(bytes, offset, offset + length, least);
      case BYTES -> content(bytes, offset, offset + length, least);
    }
    return least.sorted();
  }

  private static void documents(byte[] bytes, int from, int to, Least least) {
    int at = from;
    while (at < to) {
      int size = FingerprintSum.documentLength(bytes, at, to);
      least.add(DocumentKey.hash(bytes, at, size));
      at += size;
    }
  }

  private static void content(byte[] bytes, int from, int to, Least least) {
    long rolling = 0;
    for (int at = from; at < to; at++) {
      rolling = (rolling << 1) + ContentCutter.gear(bytes[at]);
      if (rolling >>> (Long.SIZE - RARITY_BITS) == 0) {
        least.add(DocumentKey.mix(rolling));
      }
    }
  }

  /** The least of many numbers. */
  private static final class Least {
    private final long[] found = new long[MOST];
    private int count;

    void add(long number) {
      if (count == MOST && number >= found[MOST - 1]) {
        return;
      }
      int place = Arrays.binarySearch(found, 0, count, number);
      if (place >= 0) {
        return;
      }
      int at = -place - 1;
      System.arraycopy(found, at, found, at + 1, Math.min(count, MOST - 1) - at);
      found[at] = number;
      count = Math.min(count + 1, MOST);
    }

    long[] sorted() {
      return Arrays.copyOf(found, count);
    }
  }
}
