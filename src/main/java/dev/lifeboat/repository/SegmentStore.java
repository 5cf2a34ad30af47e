package dev.lifeboat.repository;

import dev.lifeboat.repository.manifest.Digest;
import dev.lifeboat.repository.manifest.StoredObject;
import dev.lifeboat.repository.segment.Sampler;
import dev.lifeboat.source.FingerprintSum;
import dev.lifeboat.source.StreamShape;
import dev.lifeboat.storage.ObjectInfo;
import dev.lifeboat.storage.Storage;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;

/**
 * Stores plaintext unless an object with the same plaintext, for the same recipients, is there
 * already. Thread-safe.
 */
final class SegmentStore {
  private final Storage storage;
  private final Catalogue catalogue;
  private final Predicate<Digest> reusable;
  private final String recipients;
  private final Optional<Deltas> deltas;
  private final Map<Digest, CompletableFuture<StoredObject>> inThisBackup =
      new ConcurrentHashMap<>();
  private final Map<Digest, StoredObject> used = new ConcurrentHashMap<>();
  private final AtomicLong newBytes = new AtomicLong();
  private final AtomicLong newObjects = new AtomicLong();

  /**
   * @param reusable which objects of earlier backups may be used
   * @param recipients the id of the set of recipients
   * @param deltas makes deltas, if this host can
   */
  SegmentStore(
      Storage storage,
      Catalogue catalogue,
      Predicate<Digest> reusable,
      String recipients,
      Optional<Deltas> deltas) {
    this.deltas = deltas;
    this.storage = storage;
    this.catalogue = catalogue;
    this.reusable = reusable;
    this.recipients = recipients;
  }

  /**
   * Where the parts of a segment end that are stored each by itself.
   *
   * @param digest of the whole segment
   */
  List<Integer> ends(Sampler sampler, int length, Digest digest) {
    return deltas.isEmpty()
            || sampler.shape() != StreamShape.DOCUMENTS
            || catalogue.find(digest, recipients).isPresent()
        ? List.of(length)
        : deltas.get().ends(sampler, length);
  }

  /**
   * The object that holds the bytes, which is stored now if there is none.
   *
   * @param sum is told as soon as it is known, and when this returns at the latest
   */
  StoredObject store(
      ObjectWriter writer,
      Sampler sampler,
      byte[] plain,
      int offset,
      int length,
      Digest digest,
      SegmentSum sum) {
    CompletableFuture<StoredObject> mine = new CompletableFuture<>();
    CompletableFuture<StoredObject> others = inThisBackup.putIfAbsent(digest, mine);
    if (others != null) {
      var _ = sum.addedUp();
      return Futures.join(others);
    }
    try {
      StoredObject object =
          known(digest)
              .orElseGet(
                  () -> {
                    StoredObject stored = added(make(writer, sampler, plain, offset, length, sum));
                    catalogue.add(digest, recipients, stored);
                    return stored;
                  });
      var _ = sum.addedUp();
      used(object);
      mine.complete(object);
      return object;
    } catch (RuntimeException | Error e) {
      mine.completeExceptionally(e);
      throw e;
    }
  }

  private StoredObject make(
      ObjectWriter writer, Sampler sampler, byte[] plain, int offset, int length, SegmentSum sum) {
    if (deltas.isEmpty() || length < Deltas.SHORTEST) {
      var _ = sum.addedUp();
      return writer.store(plain, offset, length);
    }
    long[] samples = sampler.samples(offset, offset + length);
    List<ShelvedSegment> bases = deltas.get().choose(samples);
    Optional<StoredObject> delta =
        deltas.get().store(writer, bases, sampler, plain, offset, length, sum);
    if (delta.isPresent()) {
      bases.forEach(base -> used(base.object()));
      return delta.get();
    }
    FingerprintSum added = sum.addedUp();
    return writer.store(
        plain,
        offset,
        length,
        (object, key, frame) ->
            deltas
                .get()
                .shelve(
                    writer,
                    object,
                    new BaseKey(key, added.fingerprint()),
                    length,
                    samples,
                    sampler.lastKeys(offset, offset + length),
                    frame));
  }

  /** Counts an object that was stored on another way. */
  StoredObject added(StoredObject object) {
    newBytes.addAndGet(object.size());
    newObjects.incrementAndGet();
    return used(object);
  }

  /** What is known of an object that {@link #store} or {@link #added} gave. */
  StoredObject used(Digest object) {
    return Objects.requireNonNull(used.get(object));
  }

  /** The size of what was stored for this backup. */
  long newBytes() {
    return newBytes.get();
  }

  /** How many objects that was. */
  long newObjects() {
    return newObjects.get();
  }

  private StoredObject used(StoredObject object) {
    used.put(object.digest(), object);
    return object;
  }

  private Optional<StoredObject> known(Digest digest) {
    Optional<StoredObject> known = catalogue.find(digest, recipients);
    if (known.isEmpty() || !isReusable(known.get())) {
      return Optional.empty();
    }
    if (isThere(known.get())) {
      List<StoredObject> bases =
          known.get().bases().stream()
              .flatMap(base -> catalogue.find(base).stream())
              .filter(this::isThere)
              .toList();
      if (bases.size() == known.get().bases().size()) {
        bases.forEach(this::used);
        return known;
      }
    }
    catalogue.forget(digest, recipients);
    return Optional.empty();
  }

  private boolean isReusable(StoredObject object) {
    return reusable.test(object.digest()) && object.bases().stream().allMatch(reusable);
  }

  private boolean isThere(StoredObject object) {
    Optional<ObjectInfo> there = storage.stat(Layout.object(object.digest()));
    return there.isPresent() && there.get().size() == object.size();
  }
}
