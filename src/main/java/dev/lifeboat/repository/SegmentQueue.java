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
            segments.complete(store(writer, shape, buffer, length, sum));
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
      ObjectWriter writer,
      StreamShape shape,
      byte[] buffer,
      int length,
      CompletableFuture<FingerprintSum> sum) {
    Digest digest = Digest.of(buffer, 0, length);
    Sampler sampler = new Sampler(shape, buffer, length);
    List<Integer> ends = store.ends(sampler, length, digest);
    if (ends.size() == 1) {
      SegmentSum ours = new SegmentSum(shape, buffer, 0, length, sum);
      StoredObject object = store.store(writer, sampler, buffer, 0, length, digest, ours);
      return List.of(new Segment(object.digest(), 0, length, digest));
    }
    List<SegmentSum> sums = new ArrayList<>();
    FingerprintSum whole = new FingerprintSum();
    int at = 0;
    for (int end : ends) {
      SegmentSum part = new SegmentSum(shape, buffer, at, end - at, new CompletableFuture<>());
      whole.merge(part.addedUp());
      sums.add(part);
      at = end;
    }
    sum.complete(whole);
    List<Segment> parts = new ArrayList<>();
    at = 0;
    for (int i = 0; i < ends.size(); i++) {
      int size = ends.get(i) - at;
      Digest own = Digest.of(buffer, at, size);
      StoredObject object = store.store(writer, sampler, buffer, at, size, own, sums.get(i));
      parts.add(new Segment(object.digest(), 0, size, own));
      at += size;
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
