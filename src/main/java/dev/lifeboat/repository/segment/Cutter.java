package dev.lifeboat.repository.segment;

import dev.lifeboat.source.StreamShape;

/**
 * Decides where a stream is cut into segments: where the content says so, not by position, so that
 * an insertion moves few cuts. A segment has {@link #SHORTEST} to {@link #LONGEST} bytes, but for a
 * stream's last one, and 16 MiB on average. Used by one thread for one stream.
 */
public sealed interface Cutter permits DocumentCutter, ContentCutter {
  /** No segment but a stream's last one is shorter, in bytes. */
  int SHORTEST = 8 << 20;

  /** No segment is longer, in bytes. */
  int LONGEST = 32 << 20;

  /**
   * Looks at more of the stream.
   *
   * @param filled how many bytes the present segment has already
   * @return how many of the given bytes still belong to the present segment; then it is cut if
   *     {@link #cut} says so
   */
  int take(byte[] buffer, int offset, int length, int filled);

  /** True if the present segment ends after what {@link #take} took. */
  boolean cut();

  static Cutter of(StreamShape shape) {
    return switch (shape) {
      case DOCUMENTS -> new DocumentCutter();
      case BYTES -> new ContentCutter();
    };
  }
}
