package dev.lifeboat.repository.segment;

import dev.lifeboat.source.FingerprintSum;
import dev.lifeboat.source.StreamShape;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;

/**
 * Takes a few hashes of what is in a segment, by which similar segments are found: of all hashes
 * the least, so that segments with much in common have many of them in common, wherever it stands.
 * Of documents their {@code _id} is hashed, so that one that was updated still counts. Looks at the
 * bytes only when it is asked; not thread-safe.
 */
public final class Sampler {
  /** How many hashes are taken at most. */
  public static final int MOST = 32;

  /** How many last documents are told: an end is lost only when all of them were deleted. */
  private static final int LAST = 4;

  /** Of other bytes one position in so many is looked at: where the rolling hash begins so. */
  private static final int RARITY_BITS = 8;

  private final StreamShape shape;
  private final byte[] bytes;
  private final int length;
  private long[] keys = new long[0];

  /** Where each document begins, and where the last one ends. */
  private int[] starts = new int[1];

  private int documents;

  /**
   * @param bytes the segment, at the beginning; must not change as long as this is in use
   */
  public Sampler(StreamShape shape, byte[] bytes, int length) {
    this.shape = shape;
    this.bytes = bytes;
    this.length = length;
  }

  /** What the bytes are. */
  public StreamShape shape() {
    return shape;
  }

  /** The hashes of a part, in ascending order as signed numbers, each once. */
  public long[] samples(int from, int to) {
    Least least = new Least();
    switch (shape) {
      case DOCUMENTS -> {
        int last = documentsUpTo(to);
        for (int i = documentsUpTo(from); i < last; i++) {
          least.add(keys[i]);
        }
      }
      case BYTES -> content(from, to, least);
    }
    return least.sorted();
  }

  /**
   * The hashes of the last documents of a part, by which its end is found again as long as one of
   * them is there; none if it isn't documents.
   */
  public long[] lastKeys(int from, int to) {
    if (shape != StreamShape.DOCUMENTS) {
      return new long[0];
    }
    int last = documentsUpTo(to);
    return Arrays.copyOfRange(keys, Math.max(documentsUpTo(from), last - LAST), last);
  }

  /** Where the last document of a part ends that has one of these hashes; 0 if none has. */
  public int endOf(Set<Long> wanted, int from, int to) {
    if (shape == StreamShape.DOCUMENTS && !wanted.isEmpty()) {
      int first = documentsUpTo(from);
      for (int i = documentsUpTo(to) - 1; i >= first; i--) {
        if (wanted.contains(keys[i])) {
          return starts[i + 1];
        }
      }
    }
    return 0;
  }

  /**
   * What documents of a part have in common with a base.
   *
   * @param base native memory
   * @return empty if one of the two isn't documents
   */
  public Optional<DocumentDiff> compare(int from, int to, MemorySegment base) {
    if (shape != StreamShape.DOCUMENTS) {
      return Optional.empty();
    }
    int first = documentsUpTo(from);
    return DocumentDiff.of(bytes, starts, keys, first, documentsUpTo(to), base);
  }

  /** How many documents end at this place or before it. */
  private int documentsUpTo(int place) {
    if (documents == 0) {
      read();
    }
    int found = Arrays.binarySearch(starts, 0, documents + 1, place);
    return found >= 0 ? found : -found - 2;
  }

  private void read() {
    int at = 0;
    while (at < length) {
      int size = FingerprintSum.documentLength(bytes, at, length);
      if (documents == keys.length) {
        int more = Math.max(1024, 2 * documents);
        keys = Arrays.copyOf(keys, more);
        starts = Arrays.copyOf(starts, more + 1);
      }
      keys[documents] = DocumentKey.hash(bytes, at, size);
      at += size;
      documents++;
      starts[documents] = at;
    }
  }

  private void content(int from, int to, Least least) {
    // Fields would be read again for each byte, which takes a quarter more time.
    byte[] content = bytes;
    long[] gear = ContentCutter.gears();
    long rolling = 0;
    for (int at = from; at < to; at++) {
      rolling = (rolling << 1) + gear[content[at] & 0xff];
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
