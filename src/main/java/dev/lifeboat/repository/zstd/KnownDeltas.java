package dev.lifeboat.repository.zstd;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.MemorySegment;
import java.util.Optional;

/**
 * Makes frames that refer to a base where most of what they have in common is known already. zstd
 * searches only the rest, and what the base had in place of it: together a small part of both. Not
 * thread-safe.
 */
final class KnownDeltas implements AutoCloseable {
  /** Of more than this part of the content, a search of the whole base may find more. */
  private static final int REST = 8;

  private static final int LEVEL = 2;

  private final ZstdCompressor searching = ZstdCompressor.forRests(LEVEL);
  private final ZstdCompressor writing = ZstdCompressor.forSequences();
  private final NativeBuffer rest = new NativeBuffer();
  private final NativeBuffer found = new NativeBuffer();
  private final NativeBuffer sequences = new NativeBuffer();

  /** Whether enough is known of a content of this length. */
  static boolean suits(KnownMatches known, int length) {
    return length - known.matched() <= length / REST && known.formerLength() <= length / REST;
  }

  /**
   * A frame at the beginning of the target; all are native memory.
   *
   * @return empty if the target is too small for it
   */
  Optional<MemorySegment> compress(
      MemorySegment content, MemorySegment to, MemorySegment base, KnownMatches known) {
    int length = (int) content.byteSize();
    int formerLength = known.formerLength();
    MemorySegment both = rest.ofSize((long) formerLength + length - known.matched());
    Pieces formers = new Pieces(known.formers());
    for (int i = 0; i < known.formers(); i++) {
      int end = formers.end();
      int at = known.formerAt(i);
      formers.add(at - (int) base.byteSize(), known.formerLength(i));
      MemorySegment.copy(base, at, both, end, known.formerLength(i));
    }
    Pieces gaps = new Pieces(known.count() + 1);
    int at = 0;
    for (int i = 0; i <= known.count(); i++) {
      int end = i == known.count() ? length : known.at(i);
      MemorySegment.copy(content, at, both, (long) formerLength + gaps.end(), end - at);
      gaps.add(at, end - at);
      at = i == known.count() ? end : end + known.length(i);
    }
    Merge merge = new Merge((int) base.byteSize(), known, formers, gaps);
    search(both.asSlice(0, formerLength), both.asSlice(formerLength), merge);
    return writing.compress(content, to, base, merge.sequences.finish(sequences));
  }

  private void search(MemorySegment formers, MemorySegment gaps, Merge merge) {
    // zstd has no sequences for fewer bytes than a block's header has; a match would gain nothing.
    int last = (int) gaps.byteSize() % Sequences.BLOCK;
    MemorySegment searched = gaps.asSlice(0, gaps.byteSize() - (last < 16 ? last : 0));
    if (searched.byteSize() > 0) {
      MemorySegment memory = found.ofSize(searching.sequencesRoom(searched.byteSize()));
      int count = searching.sequences(searched, formers, memory);
      merge.all(memory.asSlice(0, (long) count * Zstd.SEQUENCE).toArray(JAVA_INT));
    }
    merge.literals((int) (gaps.byteSize() - searched.byteSize()));
  }

  @Override
  public void close() {
    searching.close();
    writing.close();
    rest.close();
    found.close();
    sequences.close();
  }

  /** Parts of the content, or of the base, that were put one after another. */
  private static final class Pieces {
    private final int[] origins;
    private final int[] starts;
    private int count;
    private int end;

    Pieces(int most) {
      origins = new int[most];
      starts = new int[most + 1];
    }

    void add(int origin, int length) {
      origins[count] = origin;
      end += length;
      count++;
      starts[count] = end;
    }

    int end() {
      return end;
    }

    /** The one that a place is in. */
    int of(int place) {
      int low = 0;
      int high = count - 1;
      while (low < high) {
        int middle = (low + high + 1) >>> 1;
        if (starts[middle] <= place) {
          low = middle;
        } else {
          high = middle - 1;
        }
      }
      return low;
    }

    int origin(int piece, int place) {
      return origins[piece] + place - starts[piece];
    }

    int left(int piece, int place) {
      return starts[piece + 1] - place;
    }
  }

  /** Puts known matches between what was found in the gaps, and tells where that really stands. */
  private static final class Merge {
    private final Sequences sequences = new Sequences();
    private final int baseLength;
    private final KnownMatches known;
    private final Pieces formers;
    private final Pieces gaps;
    private int gap;
    private int at;

    Merge(int baseLength, KnownMatches known, Pieces formers, Pieces gaps) {
      this.baseLength = baseLength;
      this.known = known;
      this.formers = formers;
      this.gaps = gaps;
      passKnown();
    }

    /** Takes sequences, four ints each. */
    void all(int[] found) {
      for (int i = 0; i < found.length; i += Zstd.SEQUENCE / Integer.BYTES) {
        literals(found[i + 1]);
        match(found[i], found[i + 2]);
      }
    }

    void literals(int length) {
      int left = length;
      while (left > 0) {
        int taken = Math.min(left, gaps.left(gap, at));
        sequences.literals(taken);
        left -= taken;
        advance(taken);
      }
    }

    void match(int offset, int length) {
      int left = length;
      while (left > 0) {
        int from = at - offset;
        Pieces pieces = from < 0 ? formers : gaps;
        int place = from < 0 ? formers.end() + from : from;
        int piece = pieces.of(place);
        int taken = Math.min(left, Math.min(gaps.left(gap, at), pieces.left(piece, place)));
        if (taken < Sequences.SHORTEST) {
          sequences.literals(taken);
        } else {
          sequences.match(gaps.origin(gap, at) - pieces.origin(piece, place), taken);
        }
        left -= taken;
        advance(taken);
      }
    }

    private void advance(int length) {
      at += length;
      passKnown();
    }

    private void passKnown() {
      while (gap < known.count() && gaps.left(gap, at) == 0) {
        int offset = known.at(gap) + baseLength - known.baseAt(gap);
        sequences.match(offset, known.length(gap));
        gap++;
      }
    }
  }
}
