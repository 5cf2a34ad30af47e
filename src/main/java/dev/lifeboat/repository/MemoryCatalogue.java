package dev.lifeboat.repository;

import dev.lifeboat.repository.manifest.Digest;
import dev.lifeboat.repository.manifest.StoredObject;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Remembers as long as the process lives. */
public final class MemoryCatalogue implements Catalogue {
  private final Map<String, StoredObject> objects = new ConcurrentHashMap<>();
  private final Set<String> verified = ConcurrentHashMap.newKeySet();
  private final Map<Digest, StoredObject> byName = new ConcurrentHashMap<>();
  private Optional<Newest> newest = Optional.empty();

  @Override
  public Optional<StoredObject> find(Digest plain, String recipients) {
    return Optional.ofNullable(objects.get(key(plain, recipients)));
  }

  @Override
  public Optional<StoredObject> find(Digest object) {
    return Optional.ofNullable(byName.get(object));
  }

  @Override
  public void add(Digest plain, String recipients, StoredObject object) {
    byName.put(object.digest(), object);
    objects.put(key(plain, recipients), object);
  }

  @Override
  public void forget(Digest plain, String recipients) {
    objects.remove(key(plain, recipients));
  }

  @Override
  public void forget(Digest object) {
    objects
        .values()
        .removeIf(stored -> stored.digest().equals(object) || stored.bases().contains(object));
    byName.remove(object);
  }

  @Override
  public Optional<BaseShelf> shelf() {
    return Optional.empty();
  }

  @Override
  public boolean isVerified(Digest manifest, String signers) {
    return verified.contains(key(manifest, signers));
  }

  @Override
  public void verified(Digest manifest, String signers) {
    verified.add(key(manifest, signers));
  }

  @Override
  public Optional<String> trouble() {
    return Optional.empty();
  }

  @Override
  public synchronized Optional<Newest> newest() {
    return newest;
  }

  @Override
  public synchronized void remember(Newest seen) {
    if (newest.isEmpty() || newest.get().backup().compareTo(seen.backup()) < 0) {
      newest = Optional.of(seen);
    }
  }

  /** All that {@link #add} said and that wasn't forgotten. */
  void forEach(Entry to) {
    objects.forEach(
        (key, object) -> {
          int space = key.lastIndexOf(' ');
          to.accept(new Digest(key.substring(space + 1)), key.substring(0, space), object);
        });
  }

  /** Takes what {@link #add} took. */
  interface Entry {
    void accept(Digest plain, String recipients, StoredObject object);
  }

  private static String key(Digest plain, String recipients) {
    return recipients + ' ' + plain.hex();
  }
}
