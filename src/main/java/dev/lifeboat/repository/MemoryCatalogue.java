package dev.lifeboat.repository;

import dev.lifeboat.repository.manifest.Digest;
import dev.lifeboat.repository.manifest.StoredObject;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;

/** Remembers as long as the process lives. */
public final class MemoryCatalogue implements Catalogue {
  private final Map<String, StoredObject> objects = new ConcurrentHashMap<>();
  private final AtomicReference<Optional<Newest>> newest = new AtomicReference<>(Optional.empty());

  @Override
  public Optional<StoredObject> find(Digest plain, String recipients) {
    return Optional.ofNullable(objects.get(key(plain, recipients)));
  }

  @Override
  public void add(Digest plain, String recipients, StoredObject object) {
    objects.put(key(plain, recipients), object);
  }

  @Override
  public void forget(Digest plain, String recipients) {
    objects.remove(key(plain, recipients));
  }

  @Override
  public Optional<Newest> newest() {
    return newest.get();
  }

  @Override
  public void remember(Newest seen) {
    Optional<Newest> next = Optional.of(seen);
    newest.accumulateAndGet(next, MemoryCatalogue::newer);
  }

  private static Optional<Newest> newer(Optional<Newest> known, Optional<Newest> seen) {
    boolean stays =
        known.isPresent()
            && seen.isPresent()
            && known.get().backup().compareTo(seen.get().backup()) >= 0;
    return stays ? known : seen;
  }

  private static String key(Digest plain, String recipients) {
    return recipients + ' ' + plain.hex();
  }
}
