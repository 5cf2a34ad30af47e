package dev.lifeboat.drill;

import dev.lifeboat.storage.Content;
import dev.lifeboat.storage.ObjectInfo;
import dev.lifeboat.storage.ObjectKey;
import dev.lifeboat.storage.Storage;
import dev.lifeboat.storage.StorageException;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * A view of a storage in which some objects are others, or gone. What is below it can't be changed
 * through it, and isn't.
 */
final class Overlay implements Storage {
  private final Storage below;
  private final Map<ObjectKey, byte[]> others = new HashMap<>();
  private final Set<ObjectKey> gone = new HashSet<>();

  Overlay(Storage below) {
    this.below = below;
  }

  /** Shows other bytes in place of an object. */
  void replace(ObjectKey key, byte[] bytes) {
    others.put(key, bytes.clone());
  }

  /** Hides an object. */
  void hide(ObjectKey key) {
    gone.add(key);
  }

  @Override
  public InputStream read(ObjectKey key, long offset, long length) {
    if (gone.contains(key)) {
      throw new StorageException(
          StorageException.Kind.NOT_FOUND, "there is no '%s'".formatted(key), null);
    }
    byte[] other = others.get(key);
    if (other == null) {
      return below.read(key, offset, length);
    }
    int from = (int) Math.min(offset, other.length);
    int to = (int) Math.min(from + Math.min(length, Integer.MAX_VALUE - from), other.length);
    return new ByteArrayInputStream(Arrays.copyOfRange(other, from, to));
  }

  @Override
  public Optional<ObjectInfo> stat(ObjectKey key) {
    return gone.contains(key) ? Optional.empty() : below.stat(key).map(this::shown);
  }

  @Override
  public void list(String prefix, Consumer<ObjectInfo> consumer) {
    below.list(
        prefix,
        info -> {
          if (!gone.contains(info.key())) {
            consumer.accept(shown(info));
          }
        });
  }

  private ObjectInfo shown(ObjectInfo info) {
    byte[] other = others.get(info.key());
    return other == null ? info : new ObjectInfo(info.key(), other.length, info.received());
  }

  @Override
  public void create(ObjectKey key, Content content) {
    below.create(key, content);
  }

  @Override
  public void delete(ObjectKey key) {
    below.delete(key);
  }

  @Override
  public void extendLock(ObjectKey key) {
    below.extendLock(key);
  }

  @Override
  public Optional<Long> freeBytes() {
    return below.freeBytes();
  }

  @Override
  public String location() {
    return below.location();
  }

  @Override
  public void close() {
    below.close();
  }
}
