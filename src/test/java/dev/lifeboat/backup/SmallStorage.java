package dev.lifeboat.backup;

import dev.lifeboat.storage.Content;
import dev.lifeboat.storage.ObjectInfo;
import dev.lifeboat.storage.ObjectKey;
import dev.lifeboat.storage.Storage;
import dev.lifeboat.storage.StorageException;
import java.io.InputStream;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/** Has room for so many bytes more, and gives none back. */
final class SmallStorage implements Storage {
  private final Storage inner;
  private final AtomicLong room;
  private final boolean tells;

  /**
   * @param tells whether it says how much room there is
   */
  SmallStorage(Storage inner, long room, boolean tells) {
    this.inner = inner;
    this.tells = tells;
    this.room = new AtomicLong(room);
  }

  @Override
  public void create(ObjectKey key, Content content) {
    if (room.addAndGet(-content.size()) < 0) {
      throw new StorageException(
          StorageException.Kind.OUT_OF_SPACE, "cannot create '" + key + "': no space left", null);
    }
    inner.create(key, content);
  }

  @Override
  public InputStream read(ObjectKey key, long offset, long length) {
    return inner.read(key, offset, length);
  }

  @Override
  public Optional<ObjectInfo> stat(ObjectKey key) {
    return inner.stat(key);
  }

  @Override
  public void list(String prefix, Consumer<ObjectInfo> consumer) {
    inner.list(prefix, consumer);
  }

  @Override
  public void delete(ObjectKey key) {
    inner.delete(key);
  }

  @Override
  public Optional<Long> freeBytes() {
    return tells ? Optional.of(room.get()) : Optional.empty();
  }

  @Override
  public String location() {
    return "a small disk";
  }

  @Override
  public void close() {
    inner.close();
  }
}
