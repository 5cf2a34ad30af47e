package dev.lifeboat.repository;

import dev.lifeboat.repository.manifest.Digest;
import dev.lifeboat.repository.manifest.StoredObject;
import dev.lifeboat.storage.ObjectInfo;
import dev.lifeboat.storage.Storage;
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
  private final Map<Digest, CompletableFuture<StoredObject>> inThisBackup =
      new ConcurrentHashMap<>();
  private final Map<Digest, StoredObject> used = new ConcurrentHashMap<>();
  private final AtomicLong newBytes = new AtomicLong();

  /**
   * @param reusable which objects of earlier backups may be used
   * @param recipients the id of the set of recipients
   */
  SegmentStore(Storage storage, Catalogue catalogue, Predicate<Digest> reusable, String recipients) {
    this.storage = storage;
    this.catalogue = catalogue;
    this.reusable = reusable;
    this.recipients = recipients;
  }

  /** The object that holds the bytes, which is stored now if there is none. */
  StoredObject store(ObjectWriter writer, byte[] plain, int offset, int length, Digest digest) {
    CompletableFuture<StoredObject> mine = new CompletableFuture<>();
    CompletableFuture<StoredObject> others = inThisBackup.putIfAbsent(digest, mine);
    if (others != null) {
      return Futures.join(others);
    }
    try {
      StoredObject object =
          known(digest)
              .orElseGet(
                  () -> {
                    StoredObject stored = added(writer.store(plain, offset, length));
                    catalogue.add(digest, recipients, stored);
                    return stored;
                  });
      used(object);
      mine.complete(object);
      return object;
    } catch (RuntimeException | Error e) {
      mine.completeExceptionally(e);
      throw e;
    }
  }

  /** Counts an object that was stored on another way. */
  StoredObject added(StoredObject object) {
    newBytes.addAndGet(object.size());
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

  private StoredObject used(StoredObject object) {
    used.put(object.digest(), object);
    return object;
  }

  private Optional<StoredObject> known(Digest digest) {
    Optional<StoredObject> known = catalogue.find(digest, recipients);
    if (known.isEmpty() || !reusable.test(known.get().digest())) {
      return Optional.empty();
    }
    Optional<ObjectInfo> there = storage.stat(Layout.object(known.get().digest()));
    if (there.isPresent() && there.get().size() == known.get().size()) {
      return known;
    }
    catalogue.forget(digest, recipients);
    return Optional.empty();
  }
}
