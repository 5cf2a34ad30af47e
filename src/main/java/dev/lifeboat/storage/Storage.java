package dev.lifeboat.storage;

import java.io.InputStream;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Holds the bytes of one repository. Every implementation passes {@code StorageContractTest}; all
 * methods may be called from several threads and processes at once, and throw {@link
 * StorageException}.
 */
public interface Storage extends AutoCloseable {
  /**
   * Stores an object under a name that isn't taken. The object is visible to others only once it is
   * complete and durable: after this returns, it survives a power cut. A failure leaves nothing
   * visible under the name.
   *
   * @throws StorageException ALREADY_EXISTS, if the name is taken; of several who create the same
   *     name at once exactly one succeeds
   */
  void create(ObjectKey key, Content content);

  /**
   * Reads part of an object; the caller closes the stream. The stream ends early if the object is
   * shorter than {@code offset + length}; pass {@link Long#MAX_VALUE} as length to read to the end.
   *
   * @throws StorageException NOT_FOUND, if there is no such object
   */
  InputStream read(ObjectKey key, long offset, long length);

  /** Size and time of an object, or empty if there is none. */
  Optional<ObjectInfo> stat(ObjectKey key);

  /**
   * Passes every object whose key starts with the prefix, sorted by key. Objects that come or go
   * meanwhile may or may not be among them; unfinished ones never are.
   *
   * @param prefix empty for all, or the beginning of a key; it may end within a part
   */
  void list(String prefix, Consumer<ObjectInfo> consumer);

  /** Removes an object; durable like {@link #create}. Succeeds if there is none. */
  void delete(ObjectKey key);

  /** Free room in bytes, or empty where nobody can say. */
  Optional<Long> freeBytes();

  /** Where this is, for people: a folder or a URL, without any secret. */
  String location();

  /** Releases connections and buffers; objects stay. */
  @Override
  void close();
}
