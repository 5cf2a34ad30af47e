package dev.lifeboat.repository.zstd;

import java.lang.foreign.MemorySegment;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Compresses byte ranges, and decompresses each again to compare it with what it was.
 *
 * <p>Two pieces of native memory serve all steps, so that a worker takes about twice the longest
 * segment, whatever it holds. Not thread-safe: one for each worker.
 */
public final class ProvenFrames implements AutoCloseable {
  /** Deltas are mostly long matches, which a higher level finds no better. */
  private static final int DELTA_LEVEL = 2;

  private final ZstdCompressor compressor = ZstdCompressor.forSegments();
  private @Nullable ZstdCompressor deltas;
  private @Nullable KnownDeltas knownDeltas;
  private final ZstdDecompressor decompressor = new ZstdDecompressor();
  private final ZstdDecompressor known = ZstdDecompressor.ofKnown();
  private final NativeBuffer content = new NativeBuffer();
  private final NativeBuffer frame = new NativeBuffer();

  /**
   * One zstd frame with its content size and a checksum, which was decompressed again; valid until
   * the next call.
   *
   * @throws DamagedFrameException if it isn't what was compressed: a fault of this machine
   */
  public MemorySegment compress(byte[] from, int offset, int length) throws DamagedFrameException {
    MemorySegment source = content.copyOf(from, offset, length);
    MemorySegment made = compressor.compress(source, frame.ofSize(ZstdCompressor.bound(length)));
    // Into the same memory: the original, which is still in the array, is what it must equal.
    MemorySegment again = decompressor.decompress(made, source);
    if (again.mismatch(MemorySegment.ofArray(from).asSlice(offset, length)) >= 0) {
      throw new DamagedFrameException("decompressed to other bytes");
    }
    return made;
  }

  /**
   * One zstd frame like those of {@link #compress}, that refers to other content and was
   * decompressed again with it; valid until the next call.
   *
   * @param limit the most bytes that the frame may have
   * @param base what it refers to: native memory
   * @param known what is known to be common to both, if anything is
   * @return empty if it would be longer
   */
  public Optional<MemorySegment> compress(
      byte[] from,
      int offset,
      int length,
      int limit,
      MemorySegment base,
      Optional<KnownMatches> known)
      throws DamagedFrameException {
    MemorySegment source = content.copyOf(from, offset, length);
    Optional<MemorySegment> made = delta(source, frame.ofSize(limit), base, known);
    if (made.isPresent()) {
      MemorySegment again = decompressor.decompress(made.get(), source, base);
      if (again.mismatch(MemorySegment.ofArray(from).asSlice(offset, length)) >= 0) {
        throw new DamagedFrameException("decompressed to other bytes");
      }
    }
    return made;
  }

  private Optional<MemorySegment> delta(
      MemorySegment source, MemorySegment to, MemorySegment base, Optional<KnownMatches> known) {
    if (known.isPresent() && KnownDeltas.suits(known.get(), (int) source.byteSize())) {
      if (knownDeltas == null) {
        knownDeltas = new KnownDeltas();
      }
      return knownDeltas.compress(source, to, base, known.get());
    }
    if (deltas == null) {
      deltas = ZstdCompressor.forDeltas(DELTA_LEVEL);
    }
    return deltas.compress(source, to, base);
  }

  /** Memory of this size for a frame that is to be decompressed, valid until one is made. */
  public MemorySegment frameRoom(long size) {
    return frame.ofSize(size);
  }

  /**
   * Decompresses a frame, which may be in {@link #frameRoom}. It must be known to be as it was
   * made: its checksum isn't looked at.
   *
   * @param to native memory, in which the content is put at the beginning
   * @return the content
   */
  public MemorySegment decompress(MemorySegment from, MemorySegment to)
      throws DamagedFrameException {
    return known.decompress(from, to);
  }

  /** Memory of this size for what is made of a frame, valid until the next frame is made. */
  public MemorySegment room(long size) {
    return content.ofSize(size);
  }

  @Override
  public void close() {
    compressor.close();
    if (deltas != null) {
      deltas.close();
    }
    if (knownDeltas != null) {
      knownDeltas.close();
    }
    decompressor.close();
    known.close();
    content.close();
    frame.close();
  }
}
