package dev.lifeboat.repository;

import dev.lifeboat.repository.manifest.Digest;
import dev.lifeboat.repository.manifest.Segment;
import dev.lifeboat.repository.segment.Cutter;
import dev.lifeboat.source.CapturedStream;
import dev.lifeboat.source.FingerprintSum;
import dev.lifeboat.source.StreamShape;
import dev.lifeboat.source.StreamWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * Cuts one stream into segments and hands them on; a tiny stream goes to the {@link Packer} whole.
 */
final class StreamCutter implements StreamWriter {
  /** Streams shorter than this share objects, in bytes. */
  private static final int TINY = 1 << 20;

  private static final int FIRST_BUFFER = 64 << 10;
  private static final byte[] NONE = new byte[0];

  private final StreamShape shape;
  private final Cutter cutter;
  private final SegmentQueue queue;
  private final Packer packer;
  private final List<CompletableFuture<FingerprintSum>> sums = new ArrayList<>();
  private final List<CompletableFuture<List<Segment>>> segments = new ArrayList<>();
  private byte[] buffer = NONE;
  private int filled;
  private long bytes;
  private boolean ended;

  StreamCutter(StreamShape shape, SegmentQueue queue, Packer packer) {
    this.shape = shape;
    this.cutter = Cutter.of(shape);
    this.queue = queue;
    this.packer = packer;
  }

  @Override
  public void write(byte[] source, int offset, int length) {
    if (ended) {
      throw new IllegalStateException("the stream has ended");
    }
    queue.check();
    int at = offset;
    int left = length;
    while (left > 0) {
      int taken = cutter.take(source, at, left, filled);
      append(source, at, taken);
      at += taken;
      left -= taken;
      if (cutter.cut()) {
        submit();
      }
    }
    bytes += length;
  }

  @Override
  public CapturedStream end() {
    if (filled > 0) {
      if (segments.isEmpty() && filled < TINY) {
        sums.add(CompletableFuture.completedFuture(sum(shape, buffer, 0, filled)));
        segments.add(packer.add(buffer, filled, Digest.of(buffer, 0, filled)));
        queue.buffers().giveBack(buffer);
        filled = 0;
      } else {
        submit();
      }
    }
    ended = true;
    buffer = NONE;
    return new StoredStream(shape, bytes, sums, segments);
  }

  @Override
  public void close() {
    ended = true;
    queue.buffers().giveBack(buffer);
    buffer = NONE;
  }

  /** The fingerprint of a segment, of which nothing is known for streams that aren't documents. */
  static FingerprintSum sum(StreamShape shape, byte[] bytes, int offset, int length) {
    FingerprintSum sum = new FingerprintSum();
    if (shape == StreamShape.DOCUMENTS) {
      sum.addAll(bytes, offset, length);
    }
    return sum;
  }

  private void append(byte[] source, int offset, int length) {
    if (filled + length > buffer.length) {
      byte[] longer = longer(filled + length);
      System.arraycopy(buffer, 0, longer, 0, filled);
      queue.buffers().giveBack(buffer);
      buffer = longer;
    }
    System.arraycopy(source, offset, buffer, filled, length);
    filled += length;
  }

  private byte[] longer(int least) {
    if (segments.isEmpty() && least <= TINY) {
      return new byte[Math.clamp(2L * least, FIRST_BUFFER, TINY)];
    }
    // No document of MongoDB is as long as that; who knows what comes.
    return least > Cutter.LONGEST ? new byte[least] : queue.buffers().take();
  }

  private void submit() {
    CompletableFuture<List<Segment>> segment = new CompletableFuture<>();
    sums.add(queue.submit(shape, buffer, filled, segment));
    segments.add(segment);
    buffer = NONE;
    filled = 0;
  }
}
