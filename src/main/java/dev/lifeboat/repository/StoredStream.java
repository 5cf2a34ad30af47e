package dev.lifeboat.repository;

import dev.lifeboat.repository.manifest.Segment;
import dev.lifeboat.repository.manifest.StreamEntry;
import dev.lifeboat.source.CapturedStream;
import dev.lifeboat.source.Fingerprint;
import dev.lifeboat.source.FingerprintSum;
import dev.lifeboat.source.StreamName;
import dev.lifeboat.source.StreamShape;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** A stream that was written to its end, whose segments may still be on their way. */
final class StoredStream implements CapturedStream {
  private final StreamShape shape;
  private final long bytes;
  private final List<CompletableFuture<FingerprintSum>> sums;
  private final List<CompletableFuture<List<Segment>>> segments;

  StoredStream(
      StreamShape shape,
      long bytes,
      List<CompletableFuture<FingerprintSum>> sums,
      List<CompletableFuture<List<Segment>>> segments) {
    this.shape = shape;
    this.bytes = bytes;
    this.sums = List.copyOf(sums);
    this.segments = List.copyOf(segments);
  }

  @Override
  public long bytes() {
    return bytes;
  }

  @Override
  public Fingerprint fingerprint() {
    FingerprintSum total = new FingerprintSum();
    sums.forEach(sum -> total.merge(Futures.join(sum)));
    return total.fingerprint();
  }

  /** What the backup's contents say of the stream; waits until all of it is stored. */
  StreamEntry entry(StreamName name) {
    return new StreamEntry(
        name,
        shape,
        bytes,
        fingerprint(),
        segments.stream().map(Futures::join).flatMap(List::stream).toList());
  }
}
