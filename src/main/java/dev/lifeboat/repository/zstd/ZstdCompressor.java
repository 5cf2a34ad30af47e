package dev.lifeboat.repository.zstd;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Objects;
import java.util.Optional;

/**
 * Compresses byte ranges, each into one zstd frame with its content size and a checksum.
 *
 * <p>Reuses native memory from call to call: about twice the longest source plus zstd's tables,
 * until it is closed. Not thread-safe: one for each worker.
 */
public final class ZstdCompressor implements AutoCloseable {
  private static final int SEGMENT_WINDOW_LOG = 20;
  private static final int SEGMENT_HASH_LOG = 15;
  private static final int SEGMENT_MIN_MATCH = 7;
  private static final int DELTA_WINDOW_LOG = 27;

  /** One position in 32, with a place for each of 8 MB. */
  private static final int REST_HASH_RATE_LOG = 5;

  private static final int REST_LDM_HASH_LOG = 18;
  private static final int SEQUENCES_HASH_LOG = 6;

  /** One position in 256 is looked up, half of what zstd would: as small, and faster. */
  private static final int DELTA_HASH_RATE_LOG = 8;

  private final NativeBuffer source = new NativeBuffer();
  private final NativeBuffer target = new NativeBuffer();
  private final MemorySegment context;
  private boolean closed;

  /**
   * @param level zstd's compression level, 1 (fast) to 19 (small)
   */
  public ZstdCompressor(int level) {
    if (level < 1 || level > 19) {
      throw new IllegalArgumentException("compression level " + level + " is not from 1 to 19");
    }
    context = Zstd.createCompression();
    set(Zstd.COMPRESSION_LEVEL, level);
    set(Zstd.CONTENT_SIZE_FLAG, 1);
    set(Zstd.CHECKSUM_FLAG, 1);
  }

  /**
   * One for segments, between the levels 1 and 2: decision record 15 says why. The table of level 1
   * has 2^14 places, which is too few for texts; a match has at least 7 bytes, as there.
   */
  public static ZstdCompressor forSegments() {
    ZstdCompressor compressor = new ZstdCompressor(1);
    compressor.set(Zstd.WINDOW_LOG, SEGMENT_WINDOW_LOG);
    compressor.set(Zstd.HASH_LOG, SEGMENT_HASH_LOG);
    compressor.set(Zstd.MIN_MATCH, SEGMENT_MIN_MATCH);
    return compressor;
  }

  /**
   * One whose frames refer to a prefix: the window reaches over all of it, and long-distance
   * matching finds what moved far. 27 is the longest window that {@code zstd -d} takes unasked.
   */
  static ZstdCompressor forDeltas(int level) {
    ZstdCompressor compressor = new ZstdCompressor(level);
    compressor.set(Zstd.WINDOW_LOG, DELTA_WINDOW_LOG);
    compressor.set(Zstd.LONG_DISTANCE_MATCHING, 1);
    compressor.set(Zstd.LDM_HASH_RATE_LOG, DELTA_HASH_RATE_LOG);
    return compressor;
  }

  /**
   * One for what remains of a content once equal parts are left out, with what remains of its base
   * as the prefix. That is little, so that it is looked at closely: what a document was before is
   * as far away as all that remains of the base.
   */
  static ZstdCompressor forRests(int level) {
    ZstdCompressor compressor = forDeltas(level);
    compressor.set(Zstd.LDM_HASH_RATE_LOG, REST_HASH_RATE_LOG);
    compressor.set(Zstd.LDM_HASH_LOG, REST_LDM_HASH_LOG);
    return compressor;
  }

  /**
   * One that is given the sequences of its frames, which may refer to a prefix. It searches
   * nothing, so that its table, into which a prefix is read, is as small as may be.
   */
  static ZstdCompressor forSequences() {
    ZstdCompressor compressor = new ZstdCompressor(1);
    compressor.set(Zstd.WINDOW_LOG, DELTA_WINDOW_LOG);
    compressor.set(Zstd.HASH_LOG, SEQUENCES_HASH_LOG);
    compressor.set(Zstd.BLOCK_DELIMITERS, 1);
    compressor.set(Zstd.REPEATED_OFFSETS, 1);
    return compressor;
  }

  /** The most bytes that a source of this length can take when compressed. */
  public static int bound(int length) {
    return Math.toIntExact(Zstd.bound(length));
  }

  /**
   * Compresses {@code length} bytes of the source into the target.
   *
   * @return the frame's length
   * @throws IllegalArgumentException if the target has no room for it; {@link #bound} always is
   *     enough
   */
  public int compress(byte[] from, int offset, int length, byte[] to, int toOffset) {
    Objects.checkIndex(toOffset, to.length + 1);
    MemorySegment frame =
        frame(from, offset, length, Math.min(bound(length), to.length - toOffset));
    int size = (int) frame.byteSize();
    MemorySegment.copy(frame, ValueLayout.JAVA_BYTE, 0, to, toOffset, size);
    return size;
  }

  /** Compresses {@code length} bytes of the source into a new array, which the frame fills. */
  public byte[] compress(byte[] from, int offset, int length) {
    return frame(from, offset, length, bound(length)).toArray(ValueLayout.JAVA_BYTE);
  }

  /** The frame in native memory, valid until the next call. */
  private MemorySegment frame(byte[] from, int offset, int length, int room) {
    Objects.checkFromIndexSize(offset, length, from.length);
    return compress(source.copyOf(from, offset, length), target.ofSize(room));
  }

  /** The frame at the beginning of the target; both are native memory. */
  MemorySegment compress(MemorySegment from, MemorySegment to) {
    if (closed) {
      throw new IllegalStateException("closed");
    }
    return to.asSlice(0, checked(Zstd.compress(context, to, from)));
  }

  /**
   * The frame at the beginning of the target, which refers to the prefix; all are native memory.
   *
   * @return empty if the target is too small for it
   */
  Optional<MemorySegment> compress(MemorySegment from, MemorySegment to, MemorySegment prefix) {
    if (closed) {
      throw new IllegalStateException("closed");
    }
    checked(Zstd.compressWithPrefix(context, prefix));
    return finished(Zstd.compress(context, to, from), to);
  }

  /** The same of sequences that are given, with an end for each block. */
  Optional<MemorySegment> compress(
      MemorySegment from, MemorySegment to, MemorySegment prefix, MemorySegment sequences) {
    if (closed) {
      throw new IllegalStateException("closed");
    }
    checked(Zstd.compressWithPrefix(context, prefix));
    Optional<MemorySegment> made =
        finished(Zstd.compressSequences(context, to, sequences, from), to);
    checked(Zstd.resetCompression(context));
    return made;
  }

  /** How many bytes the sequences of a source of this length take at most. */
  long sequencesRoom(long length) {
    return Zstd.sequenceBound(length) * Zstd.SEQUENCE;
  }

  /**
   * The sequences of a source that may refer to a prefix, with an end for each block; all are
   * native memory.
   *
   * @return how many they are
   */
  int sequences(MemorySegment from, MemorySegment prefix, MemorySegment to) {
    if (closed) {
      throw new IllegalStateException("closed");
    }
    checked(Zstd.compressWithPrefix(context, prefix));
    return checked(Zstd.generateSequences(context, to, from));
  }

  private Optional<MemorySegment> finished(long result, MemorySegment to) {
    if (Zstd.isError(result) && Zstd.errorCode(result) == Zstd.TARGET_TOO_SMALL) {
      // Else it may refuse the next prefix, as in the middle of a frame.
      checked(Zstd.resetCompression(context));
      return Optional.empty();
    }
    return Optional.of(to.asSlice(0, checked(result)));
  }

  @Override
  public void close() {
    if (!closed) {
      closed = true;
      Zstd.freeCompression(context);
      source.close();
      target.close();
    }
  }

  private void set(int parameter, int value) {
    checked(Zstd.setParameter(context, parameter, value));
  }

  private static int checked(long result) {
    if (Zstd.isError(result)) {
      throw new IllegalArgumentException("zstd: " + Zstd.errorName(result));
    }
    return Math.toIntExact(result);
  }
}
