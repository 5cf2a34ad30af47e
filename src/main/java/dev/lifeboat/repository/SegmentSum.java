package dev.lifeboat.repository;

import dev.lifeboat.source.FingerprintSum;
import dev.lifeboat.source.StreamShape;
import java.util.concurrent.CompletableFuture;

/** The fingerprint of a segment, told as soon as it is known. Used by one thread. */
final class SegmentSum {
  private final StreamShape shape;
  private final byte[] bytes;
  private final int offset;
  private final int length;
  private final CompletableFuture<FingerprintSum> known;

  SegmentSum(
      StreamShape shape,
      byte[] bytes,
      int offset,
      int length,
      CompletableFuture<FingerprintSum> known) {
    this.shape = shape;
    this.bytes = bytes;
    this.offset = offset;
    this.length = length;
    this.known = known;
  }

  /** Adds the documents up, unless the sum is known. */
  FingerprintSum addedUp() {
    if (!known.isDone()) {
      known.complete(StreamCutter.sum(shape, bytes, offset, length));
    }
    return Futures.join(known);
  }

  /** Takes the sum as it was reckoned from that of equal documents. */
  void reckoned(FingerprintSum sum) {
    known.complete(sum);
  }
}
