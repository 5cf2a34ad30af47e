package dev.lifeboat.repository.zstd;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.Objects;

/**
 * Decompresses single zstd frames that carry their content size. Input may be hostile: it is never
 * believed beyond the room or the limit that the caller gives.
 *
 * <p>Reuses native memory from call to call, until it is closed. Not thread-safe: one for each
 * worker.
 */
public final class ZstdDecompressor implements AutoCloseable {
  private static final ValueLayout.OfInt MAGIC_LAYOUT =
      ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  private static final int MAGIC = 0xFD2FB528;

  /** The magic number and a frame's header, in bytes. */
  private static final int LONGEST_HEADER = 18;

  private final NativeBuffer source = new NativeBuffer();
  private final NativeBuffer target = new NativeBuffer();
  private final MemorySegment context = Zstd.createDecompression();
  private boolean closed;

  /** One for frames that are known to be as they were made: their checksums aren't looked at. */
  static ZstdDecompressor ofKnown() {
    ZstdDecompressor decompressor = new ZstdDecompressor();
    long result = Zstd.setDecompressionParameter(decompressor.context, Zstd.IGNORE_CHECKSUM, 1);
    if (Zstd.isError(result)) {
      throw new IllegalStateException("zstd: " + Zstd.errorName(result));
    }
    return decompressor;
  }

  /**
   * The size of the content as the frame's header claims it: not proven before it is decompressed.
   *
   * @throws DamagedFrameException if there is no frame that names its content size
   */
  public static long contentSize(byte[] frame, int offset, int length)
      throws DamagedFrameException {
    Objects.checkFromIndexSize(offset, length, frame.length);
    try (Arena arena = Arena.ofConfined()) {
      int header = Math.min(length, LONGEST_HEADER);
      MemorySegment copy = arena.allocate(LONGEST_HEADER);
      MemorySegment.copy(frame, offset, copy, ValueLayout.JAVA_BYTE, 0, header);
      return contentSize(copy.asSlice(0, header));
    }
  }

  private static long contentSize(MemorySegment bytes) throws DamagedFrameException {
    // Else a skippable frame, which has no content, would pass for an empty one.
    if (bytes.byteSize() < 4 || bytes.get(MAGIC_LAYOUT, 0) != MAGIC) {
      throw new DamagedFrameException("is not a zstd frame");
    }
    long size = Zstd.contentSize(bytes);
    if (size == Zstd.CONTENT_SIZE_ERROR) {
      throw new DamagedFrameException("has a damaged zstd header");
    }
    if (size == Zstd.CONTENT_SIZE_UNKNOWN) {
      throw new DamagedFrameException("is a zstd frame without content size");
    }
    if (size < 0) {
      throw new DamagedFrameException("claims a content of over 2^63 bytes");
    }
    return size;
  }

  /**
   * Decompresses one frame, which takes up the given range exactly.
   *
   * @return the content's length
   * @throws DamagedFrameException if the bytes are not one whole, intact frame, or if its content
   *     doesn't fit into the target
   */
  public int decompress(byte[] from, int offset, int length, byte[] to, int toOffset)
      throws DamagedFrameException {
    Objects.checkIndex(toOffset, to.length + 1);
    MemorySegment content = content(from, offset, length, to.length - toOffset);
    int size = (int) content.byteSize();
    MemorySegment.copy(content, ValueLayout.JAVA_BYTE, 0, to, toOffset, size);
    return size;
  }

  /**
   * Decompresses one frame into a new array.
   *
   * @param limit the most bytes that the content may have
   */
  public byte[] decompress(byte[] from, int offset, int length, int limit)
      throws DamagedFrameException {
    long claimed = contentSize(from, offset, length);
    if (claimed > limit) {
      throw new DamagedFrameException(
          "claims %d bytes of content where at most %d are expected".formatted(claimed, limit));
    }
    byte[] content = new byte[(int) claimed];
    decompress(from, offset, length, content, 0);
    return content;
  }

  /**
   * Decompresses one frame that refers to a prefix, into a new array.
   *
   * @param limit the most bytes that the content may have
   * @param prefix native memory
   */
  public byte[] decompress(byte[] frame, int limit, MemorySegment prefix)
      throws DamagedFrameException {
    MemorySegment copy = source.copyOf(frame, 0, frame.length);
    long claimed = believable(copy, limit);
    return decompress(copy, target.ofSize(claimed), prefix).toArray(ValueLayout.JAVA_BYTE);
  }

  /**
   * Decompresses one frame.
   *
   * @param to native memory, in which the content is put at the beginning
   * @return the content
   */
  public MemorySegment decompress(byte[] frame, MemorySegment to) throws DamagedFrameException {
    return decompress(source.copyOf(frame, 0, frame.length), to);
  }

  /** The content in native memory, valid until the next call. */
  private MemorySegment content(byte[] from, int offset, int length, int limit)
      throws DamagedFrameException {
    Objects.checkFromIndexSize(offset, length, from.length);
    MemorySegment copy = source.copyOf(from, offset, length);
    return decompress(copy, target.ofSize(believable(copy, limit)));
  }

  /**
   * The content of one frame at the beginning of the target; both are native memory, and don't
   * overlap.
   */
  MemorySegment decompress(MemorySegment frame, MemorySegment to) throws DamagedFrameException {
    if (closed) {
      throw new IllegalStateException("closed");
    }
    long claimed = believable(frame, to.byteSize());
    MemorySegment content = to.asSlice(0, claimed);
    long size = checked(Zstd.decompress(context, content, frame));
    if (size != claimed) {
      throw new DamagedFrameException(
          "claims %d bytes of content and has %d".formatted(claimed, size));
    }
    return content;
  }

  /** The same for a frame that refers to a prefix. */
  MemorySegment decompress(MemorySegment frame, MemorySegment to, MemorySegment prefix)
      throws DamagedFrameException {
    checked(Zstd.decompressWithPrefix(context, prefix));
    return decompress(frame, to);
  }

  /** The size that a frame claims, if it is at most the limit and nothing follows the frame. */
  private static long believable(MemorySegment frame, long limit) throws DamagedFrameException {
    long claimed = contentSize(frame);
    if (claimed > limit) {
      throw new DamagedFrameException(
          "claims %d bytes of content where at most %d are expected".formatted(claimed, limit));
    }
    if (checked(Zstd.frameSize(frame)) != frame.byteSize()) {
      throw new DamagedFrameException("has bytes after the zstd frame");
    }
    return claimed;
  }

  @Override
  public void close() {
    if (!closed) {
      closed = true;
      Zstd.freeDecompression(context);
      source.close();
      target.close();
    }
  }

  private static long checked(long result) throws DamagedFrameException {
    if (Zstd.isError(result)) {
      throw new DamagedFrameException("is damaged: " + Zstd.errorName(result));
    }
    return result;
  }
}
