package dev.lifeboat.repository.segment;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import dev.lifeboat.repository.zstd.KnownMatches;
import dev.lifeboat.source.FingerprintSum;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Compares documents with those of a base: runs of them are compared as they stand, and only where
 * they differ it is looked which document that is, by its {@code _id}. Not thread-safe.
 */
public final class DocumentDiff {
  private static final ValueLayout.OfInt INT =
      ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  private static final int SHORTEST_DOCUMENT = 5;

  /** So many documents of the base may have gone before all of it is looked through. */
  private static final int GONE = 16;

  private static final int NOT_FOUND = -1;
  private static final int NOT_DOCUMENTS = -2;

  private final byte[] bytes;
  private final int[] starts;
  private final long[] keys;
  private final int first;
  private final int last;
  private final int from;
  private final MemorySegment content;
  private final MemorySegment base;
  private final int baseEnd;
  private final KnownMatches matches = new KnownMatches();
  private final List<Run> runs = new ArrayList<>();
  private Optional<Map<Long, Integer>> places = Optional.empty();

  private DocumentDiff(
      byte[] bytes, int[] starts, long[] keys, int first, int last, MemorySegment base) {
    this.bytes = bytes;
    this.starts = starts;
    this.keys = keys;
    this.first = first;
    this.last = last;
    this.from = starts[first];
    this.content = MemorySegment.ofArray(bytes);
    this.base = base;
    this.baseEnd = (int) base.byteSize();
  }

  /**
   * Compares documents.
   *
   * @param starts where they begin, and where the last one ends
   * @param keys their hashes
   * @return empty if the base isn't documents
   */
  static Optional<DocumentDiff> of(
      byte[] bytes, int[] starts, long[] keys, int first, int last, MemorySegment base) {
    DocumentDiff diff = new DocumentDiff(bytes, starts, keys, first, last, base);
    return diff.compare() ? Optional.of(diff) : Optional.empty();
  }

  /** What is equal, and what the base has in place of the rest. */
  public KnownMatches matches() {
    return matches;
  }

  /**
   * The sum of the documents, reckoned from that of the base by those in which they differ.
   *
   * @return empty if to add all of them up is less work, or if the sum isn't that of the base
   */
  public Optional<FingerprintSum> sum(FingerprintSum ofBase) {
    int length = starts[last] - from;
    long equal = runs.stream().mapToLong(Run::length).sum();
    if (length + baseEnd - 2 * equal > length / 2) {
      return Optional.empty();
    }
    FingerprintSum sum = new FingerprintSum();
    sum.merge(ofBase);
    int at = from;
    for (Run run : runs) {
      sum.addAll(bytes, at, run.at - at);
      at = run.at + run.length;
    }
    sum.addAll(bytes, at, starts[last] - at);
    int in = 0;
    runs.sort(Comparator.comparingInt(Run::in));
    for (Run run : runs) {
      // The same twice: it is rare, and would have to be counted twice.
      if (run.in < in || !remove(sum, in, run.in)) {
        return Optional.empty();
      }
      in = run.in + run.length;
    }
    return remove(sum, in, baseEnd) && sum.isOf(last - first, length)
        ? Optional.of(sum)
        : Optional.empty();
  }

  /** Takes documents of the base away; false if that part of it isn't documents. */
  private boolean remove(FingerprintSum sum, int begin, int end) {
    int size;
    for (int at = begin; at < end; at += size) {
      size = sizeAt(at);
      if (size < 0 || size > end - at) {
        return false;
      }
      sum.remove(base.asSlice(at, size).toArray(JAVA_BYTE), 0, size);
    }
    return true;
  }

  /** Whole documents that the base has as well, one after another. */
  private record Run(int at, int in, int length) {}

  private boolean compare() {
    int in = 0;
    int document = first;
    while (document < last) {
      int start = starts[document];
      int equal = equalFrom(start, starts[last], in);
      int end = Arrays.binarySearch(starts, document, last + 1, start + equal);
      int next = end >= 0 ? end : -end - 2;
      if (next > document) {
        runs.add(new Run(start, in, starts[next] - start));
      }
      if (next == last) {
        matches.equal(start - from, in, equal);
        break;
      }
      int size = starts[next + 1] - starts[next];
      int place = in + starts[next] - start;
      int former = sizeIfSame(starts[next], size, place);
      if (former > 0) {
        // Updated: as far as it is equal it belongs to what was before it.
        matches.equal(start - from, in, equal);
        int common = start + equal - starts[next];
        matches.former(place + common, former - common);
        in = place + former;
        document = next + 1;
        continue;
      }
      matches.equal(start - from, in, starts[next] - start);
      int found = find(starts[next], size, keys[next], place);
      if (found == NOT_DOCUMENTS) {
        return false;
      }
      in = found >= 0 ? found : place;
      document = found >= 0 ? next : next + 1;
    }
    return true;
  }

  /** How many bytes are equal. */
  private int equalFrom(int at, int end, int in) {
    int length = Math.min(end - at, baseEnd - in);
    long differs = MemorySegment.mismatch(content, at, at + length, base, in, in + length);
    return differs < 0 ? length : (int) differs;
  }

  /** Where the base has the document; negative if it has it nowhere. */
  private int find(int at, int size, long key, int place) {
    int next = place;
    for (int i = 0; i < GONE && next < baseEnd; i++) {
      int baseSize = sizeAt(next);
      if (baseSize < 0) {
        return NOT_DOCUMENTS;
      }
      if (sizeIfSame(at, size, next) > 0) {
        return next;
      }
      next += baseSize;
    }
    if (places.isEmpty()) {
      places = places();
    }
    if (places.isEmpty()) {
      return NOT_DOCUMENTS;
    }
    int found = places.get().getOrDefault(key, NOT_FOUND);
    return found >= 0 && sizeIfSame(at, size, found) > 0 ? found : NOT_FOUND;
  }

  /** The size of a document of the base if it has the same key, else 0. */
  private int sizeIfSame(int at, int size, int place) {
    int baseSize = place < baseEnd ? sizeAt(place) : -1;
    int keyEnd = DocumentKey.end(bytes, at, size);
    if (keyEnd == 0 || keyEnd >= baseSize) {
      return 0;
    }
    long differs =
        MemorySegment.mismatch(
            content,
            at + DocumentKey.HEADER,
            at + keyEnd,
            base,
            place + DocumentKey.HEADER,
            place + keyEnd);
    return differs < 0 ? baseSize : 0;
  }

  private Optional<Map<Long, Integer>> places() {
    Map<Long, Integer> found = new HashMap<>();
    byte[] copy = new byte[0];
    int size;
    for (int at = 0; at < baseEnd; at += size) {
      size = sizeAt(at);
      if (size < 0) {
        return Optional.empty();
      }
      if (copy.length < size) {
        copy = new byte[2 * size];
      }
      MemorySegment.copy(base, JAVA_BYTE, at, copy, 0, size);
      found.put(DocumentKey.hash(copy, 0, size), at);
    }
    return Optional.of(found);
  }

  /** The size of a document of the base, or -1 if none begins there. */
  private int sizeAt(int place) {
    int size = baseEnd - place < SHORTEST_DOCUMENT ? -1 : base.get(INT, place);
    return size < SHORTEST_DOCUMENT || size > baseEnd - place ? -1 : size;
  }
}
