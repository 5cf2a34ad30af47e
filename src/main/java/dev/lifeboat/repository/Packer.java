package dev.lifeboat.repository;

import dev.lifeboat.repository.manifest.Digest;
import dev.lifeboat.repository.manifest.Segment;
import dev.lifeboat.source.StreamShape;
import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * Puts tiny streams into shared objects. A pack ends where a stream's digest says so, so that a
 * stream that changed changes one pack and not all that follow. Thread-safe.
 */
final class Packer {
  private static final int SHORTEST = 512 << 10;
  private static final int LONGEST = 8 << 20;
  // One in eight: packs have about 512 KiB and four or eight more streams.
  private static final String ENDING_DIGITS = "02";

  private final SegmentQueue queue;
  private final ByteArrayOutputStream pack = new ByteArrayOutputStream();
  private CompletableFuture<List<Segment>> present = new CompletableFuture<>();

  Packer(SegmentQueue queue) {
    this.queue = queue;
  }

  /** Copies a tiny stream into the present pack. */
  synchronized CompletableFuture<List<Segment>> add(byte[] bytes, int length, Digest digest) {
    int offset = pack.size();
    CompletableFuture<List<Segment>> slice =
        present.thenApply(
            whole -> List.of(new Segment(whole.getFirst().object(), offset, length, digest)));
    pack.write(bytes, 0, length);
    boolean ends = ENDING_DIGITS.indexOf(digest.hex().charAt(0)) >= 0;
    if (pack.size() >= LONGEST || (pack.size() >= SHORTEST && ends)) {
      flush();
    }
    return slice;
  }

  /** Ends the present pack. */
  synchronized void flush() {
    if (pack.size() > 0) {
      var _ = queue.submit(StreamShape.BYTES, pack.toByteArray(), pack.size(), present);
      pack.reset();
      present = new CompletableFuture<>();
    }
  }
}
