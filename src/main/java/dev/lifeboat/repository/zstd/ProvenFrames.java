package dev.lifeboat.repository.zstd;

import java.lang.foreign.MemorySegment;

/**
 * Compresses byte ranges, and decompresses each again to compare it with what it was.
 *
 * <p>Two pieces of native memory serve all steps, so that a worker takes about twice the longest
 * segment, whatever it holds. Not thread-safe: one for each worker.
 */
public final class ProvenFrames implements AutoCloseable {
  private final ZstdCompressor compressor;
  private final ZstdDecompressor decompressor = new ZstdDecompressor();
  private final NativeBuffer content = new NativeBuffer();
  private final NativeBuffer frame = new NativeBuffer();

  /**
   * @param level zstd's compression level, 1 (fast) to 19 (small)
   */
  public ProvenFrames(int level) {
    compressor = new ZstdCompressor(level);
  }

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

  /** Memory of this size for what is made of a frame, valid until the next frame is made. */
  public MemorySegment room(long size) {
    return content.ofSize(size);
  }

  @Override
  public void close() {
    compressor.close();
    decompressor.close();
    content.close();
    frame.close();
  }
}
