package dev.lifeboat.storage.memory;

import dev.lifeboat.storage.Content;
import dev.lifeboat.storage.ObjectInfo;
import dev.lifeboat.storage.ObjectKey;
import dev.lifeboat.storage.Storage;
import dev.lifeboat.storage.StorageException;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Consumer;

/** Keeps objects in the heap; "durable" means as long as this instance. */
public final class MemoryStorage implements Storage {
  private final ConcurrentNavigableMap<String, Stored> objects = new ConcurrentSkipListMap<>();
  private final InstantSource clock;

  /**
   * @param clock gives the objects' times
   */
  public MemoryStorage(InstantSource clock) {
    this.clock = clock;
  }

  private static final class Stored {
    private final byte[] bytes;
    private final Instant received;

    Stored(byte[] bytes, Instant received) {
      this.bytes = bytes;
      this.received = received;
    }
  }

  @Override
  public void create(ObjectKey key, Content content) {
    if (objects.containsKey(key.value())) {
      throw exists(key);
    }
    Stored stored = new Stored(bytesOf(content), clock.instant());
    if (objects.putIfAbsent(key.value(), stored) != null) {
      throw exists(key);
    }
  }

  private static byte[] bytesOf(Content content) {
    int size = Math.toIntExact(content.size());
    try (InputStream in = content.open()) {
      byte[] bytes = in.readNBytes(size);
      if (bytes.length < size || in.read() >= 0) {
        throw new EOFException("the content doesn't have the " + size + " bytes that it promised");
      }
      return bytes;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public InputStream read(ObjectKey key, long offset, long length) {
    if (offset < 0 || length < 0) {
      throw new IllegalArgumentException("negative offset or length: " + offset + ", " + length);
    }
    Stored stored = objects.get(key.value());
    if (stored == null) {
      throw new StorageException(
          StorageException.Kind.NOT_FOUND, "there is no object '" + key + "' in memory", null);
    }
    int from = (int) Math.min(offset, stored.bytes.length);
    int count = (int) Math.min(length, stored.bytes.length - from);
    return new ArrayStream(stored.bytes, from, count);
  }

  @Override
  public Optional<ObjectInfo> stat(ObjectKey key) {
    return Optional.ofNullable(objects.get(key.value())).map(stored -> info(key.value(), stored));
  }

  @Override
  public void list(String prefix, Consumer<ObjectInfo> consumer) {
    for (Map.Entry<String, Stored> entry : objects.tailMap(prefix, true).entrySet()) {
      if (!entry.getKey().startsWith(prefix)) {
        return;
      }
      consumer.accept(info(entry.getKey(), entry.getValue()));
    }
  }

  @Override
  public void delete(ObjectKey key) {
    objects.remove(key.value());
  }

  @Override
  public Optional<Long> freeBytes() {
    return Optional.empty();
  }

  @Override
  public String location() {
    return "memory";
  }

  @Override
  public void close() {
    // holds no resources
  }

  private static ObjectInfo info(String key, Stored stored) {
    return new ObjectInfo(ObjectKey.of(key), stored.bytes.length, stored.received);
  }

  private static StorageException exists(ObjectKey key) {
    return new StorageException(
        StorageException.Kind.ALREADY_EXISTS,
        "cannot create '" + key + "': it exists already",
        null);
  }
}
