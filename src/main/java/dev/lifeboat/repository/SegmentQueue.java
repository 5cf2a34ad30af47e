package dev.lifeboat.repository;

import dev.lifeboat.progress.Progress;
import dev.lifeboat.repository.manifest.Digest;
import dev.lifeboat.repository.manifest.Segment;
import dev.lifeboat.repository.manifest.StoredObject;
import dev.lifeboat.source.FingerprintSum;
import dev.lifeboat.source.StreamShape;
import java.util.concurrent.CompletableFuture;

/** Hands segments to the workers. */
final class SegmentQueue {
  private final Workers workers;
  private final SegmentStore store;
  private final Progress.Phase progress;
  private final SegmentBuffers buffers = new SegmentBuffers();

  SegmentQueue(Workers workers, SegmentStore store, Progress.Phase progress) {
    this.workers = workers;
    this.store = store;
    this.progress = progress;
  }

  /**
   * Takes a buffer over, with a segment at its beginning.
   *
   * @param segment completed once the segment is stored
   * @return the segment's part of the fingerprint, as soon as it is known
   */
  CompletableFuture<FingerprintSum> submit(
      StreamShape shape, byte[] buffer, int length, CompletableFuture<Segment> segment) {
    CompletableFuture<FingerprintSum> sum = new CompletableFuture<>();
    buffers.handedOn(buffer);
    workers.submit(
        length,
        writer -> {
          try {
            sum.complete(StreamCutter.sum(shape, buffer, length));
            Digest digest = Digest.of(buffer, 0, length);
            StoredObject object = store.store(writer, shape, buffer, 0, length, digest);
            segment.complete(new Segment(object.digest(), 0, length, digest));
            progress.advance(length);
          } catch (RuntimeException | Error e) {
            sum.completeExceptionally(e);
            segment.completeExceptionally(e);
            throw e;
          } finally {
            buffers.comesBack(buffer);
          }
        },
        () -> {
          buffers.comesBack(buffer);
          sum.cancel(false);
          segment.cancel(false);
        });
    return sum;
  }

  /** Buffers for segments; one that is submitted comes back by itself. */
  SegmentBuffers buffers() {
    return buffers;
  }

  /** Throws what went wrong so far. */
  void check() {
    workers.check();
  }
}
