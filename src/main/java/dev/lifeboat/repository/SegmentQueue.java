package dev.lifeboat.repository;

import dev.lifeboat.progress.Progress;
import dev.lifeboat.repository.manifest.Digest;
import dev.lifeboat.repository.manifest.Segment;
import dev.lifeboat.repository.manifest.StoredObject;
import dev.lifeboat.repository.segment.Sampler;
import dev.lifeboat.source.FingerprintSum;
import dev.lifeboat.source.StreamShape;
import java.util.ArrayList;
import java.util.List;
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
   * @param segments completed once the segment is stored, with the parts that it is stored in
   * @return the segment's part of the fingerprint, as soon as it is known
   */
  CompletableFuture<FingerprintSum> submit(
      StreamShape shape, byte[] buffer, int length, CompletableFuture<List<Segment>> segments) {
    CompletableFuture<FingerprintSum> sum = new CompletableFuture<>();
    buffers.handedOn(buffer);
    workers.submit(
        length,
        writer -> {
          try {
            sum.complete(StreamCutter.sum(shape, buffer, length));
            Digest digest = Digest.of(buffer, 0, length);
            segments.complete(store(writer, shape, buffer, length, digest));
            progress.advance(length);
          } catch (RuntimeException | Error e) {
            sum.completeExceptionally(e);
            segments.completeExceptionally(e);
            throw e;
          } finally {
            buffers.comesBack(buffer);
          }
        },
        () -> {
          buffers.comesBack(buffer);
          sum.cancel(false);
          segments.cancel(false);
        });
    return sum;
  }

  private List<Segment> store(
      ObjectWriter writer, StreamShape shape, byte[] buffer, int length, Digest digest) {
    List<Segment> parts = new ArrayList<>();
    int at = 0;
    Sampler sampler = new Sampler(shape, buffer, length);
    for (int end : store.ends(sampler, length, digest)) {
      int size = end - at;
      Digest own = size == length ? digest : Digest.of(buffer, at, size);
      StoredObject object = store.store(writer, sampler, buffer, at, size, own);
      parts.add(new Segment(object.digest(), 0, size, own));
      at = end;
    }
    return parts;
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
