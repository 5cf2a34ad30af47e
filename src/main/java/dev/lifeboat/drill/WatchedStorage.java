package dev.lifeboat.drill;

import dev.lifeboat.storage.Content;
import dev.lifeboat.storage.ObjectInfo;
import dev.lifeboat.storage.ObjectKey;
import dev.lifeboat.storage.Storage;
import dev.lifeboat.storage.StorageException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/**
 * A storage that can only be read: a drill can't change the repository, whatever it does. It counts
 * how long reading takes, all threads together, and what somebody tried to change.
 */
public final class WatchedStorage implements Storage {
  private final Storage storage;
  private final AtomicLong nanos = new AtomicLong();
  private final AtomicLong refused = new AtomicLong();

  public WatchedStorage(Storage storage) {
    this.storage = storage;
  }

  /** How long reading took so far, of all threads together. */
  Duration reading() {
    return Duration.ofNanos(nanos.get());
  }

  /** How often somebody tried to change something. */
  long refused() {
    return refused.get();
  }

  @Override
  public void create(ObjectKey key, Content content) {
    throw refusal(key);
  }

  @Override
  public void delete(ObjectKey key) {
    throw refusal(key);
  }

  @Override
  public void extendLock(ObjectKey key) {
    throw refusal(key);
  }

  private StorageException refusal(ObjectKey key) {
    refused.incrementAndGet();
    return new StorageException(
        StorageException.Kind.ACCESS_DENIED,
        "a drill only reads: '%s' in '%s' stays as it is".formatted(key, storage.location()),
        null);
  }

  @Override
  public InputStream read(ObjectKey key, long offset, long length) {
    long start = System.nanoTime();
    try {
      return new Timed(storage.read(key, offset, length));
    } finally {
      nanos.addAndGet(System.nanoTime() - start);
    }
  }

  @Override
  public Optional<ObjectInfo> stat(ObjectKey key) {
    return storage.stat(key);
  }

  @Override
  public void list(String prefix, Consumer<ObjectInfo> consumer) {
    storage.list(prefix, consumer);
  }

  @Override
  public Optional<Long> freeBytes() {
    return storage.freeBytes();
  }

  @Override
  public boolean isNear() {
    return storage.isNear();
  }

  @Override
  public String location() {
    return storage.location();
  }

  @Override
  public void close() {
    storage.close();
  }

  private final class Timed extends FilterInputStream {
    Timed(InputStream in) {
      super(in);
    }

    @Override
    public int read() throws IOException {
      long start = System.nanoTime();
      try {
        return super.read();
      } finally {
        nanos.addAndGet(System.nanoTime() - start);
      }
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      long start = System.nanoTime();
      try {
        return super.read(buffer, offset, length);
      } finally {
        nanos.addAndGet(System.nanoTime() - start);
      }
    }
  }
}
