package dev.lifeboat.storage;

import java.io.InputStream;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Holds the bytes of one repository. Every implementation passes {@code StorageContractTest}; all
 * methods may be called from several threads and processes at once, and throw {@link
 * StorageException}. A storage that as a whole isn't there, such as a folder on a disk that isn't
 * mounted, is UNAVAILABLE; it never looks empty.
 *
 * <p>No key is used as the folder of another: {@code a} and {@code a/b} can't both be objects
 * everywhere.
 */
public interface Storage extends AutoCloseable {
  /**
   * Stores an object under a name that isn't taken. Others see it only once it is complete, and
   * after this returns it survives a power cut. A failure never leaves part of an object under the
   * name. After UNAVAILABLE the whole object may be there nevertheless, as when the answer of a
   * server was lost; then a second attempt ends with ALREADY_EXISTS.
   *
   * @throws StorageException ALREADY_EXISTS, if the name is taken: the object that is there, whose
   *     bytes may be others, is complete and survives a power cut, too. Of several who create the
   *     same name at once exactly one succeeds. OUT_OF_SPACE, ACCESS_DENIED, UNAVAILABLE
   * @throws java.io.UncheckedIOException if the content can't be read, or hasn't the size that it
   *     promised; nothing is stored
   */
  void create(ObjectKey key, Content content);

  /**
   * Reads part of an object; the caller closes the stream, from which any failure comes as {@link
   * java.io.IOException}, as does reading once it is closed. The stream ends early if the object is
   * shorter than {@code offset + length}, and is empty from its end on; pass {@link Long#MAX_VALUE}
   * as length to read to the end.
   *
   * @throws StorageException NOT_FOUND, if there is no such object: at once, not when the stream is
   *     read
   * @throws IllegalArgumentException if the offset or the length is negative
   */
  InputStream read(ObjectKey key, long offset, long length);

  /** Size and time of an object, or empty if there is none. */
  Optional<ObjectInfo> stat(ObjectKey key);

  /**
   * Passes every object whose key starts with the prefix, sorted by key. Objects that come or go
   * meanwhile may or may not be among them; unfinished ones never are. The consumer may use this
   * storage; what it throws ends the listing and is passed on.
   *
   * @param prefix empty for all, or the beginning of a key; it may end within a part
   */
  void list(String prefix, Consumer<ObjectInfo> consumer);

  /** Removes an object; durable like {@link #create}. Succeeds if there is none. */
  void delete(ObjectKey key);

  /**
   * Removes folders that hold nothing, where a storage has folders; objects stay. Nobody else may
   * write there meanwhile.
   *
   * @param folder of names, which ends with a slash
   */
  default void removeEmptyFolders(String folder) {}

  /** Whether the storage itself sees to it that of several who create a name one succeeds. */
  default boolean createsAtomically() {
    return true;
  }

  /** Whether it could lock objects. */
  default boolean canLock() {
    return false;
  }

  /** Whether what is stored here is locked for a time. */
  default boolean locks() {
    return false;
  }

  /**
   * Until when nobody can remove or change an object; empty if it isn't locked or isn't there, and
   * where the storage knows no locks.
   */
  default Optional<Instant> lockedUntil(ObjectKey key) {
    return Optional.empty();
  }

  /**
   * Extends the lock of an object to what a new one would get now. Does nothing where objects
   * aren't locked.
   *
   * @throws StorageException NOT_FOUND, if there is no such object
   */
  default void extendLock(ObjectKey key) {}

  /** Free room in bytes, or empty where nobody can say. */
  Optional<Long> freeBytes();

  /**
   * Whether an object is read as fast as a file of this host, so that reading one again is cheaper
   * than keeping a copy.
   */
  default boolean isNear() {
    return false;
  }

  /** Where this is, for people: a folder or a URL, without any secret. */
  String location();

  /** Releases connections and buffers; objects stay. Nothing else may be called after it. */
  @Override
  void close();
}
