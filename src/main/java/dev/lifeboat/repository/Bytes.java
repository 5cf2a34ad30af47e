package dev.lifeboat.repository;

import dev.lifeboat.storage.ObjectKey;
import dev.lifeboat.storage.Storage;
import dev.lifeboat.storage.StorageException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/** Reads whole objects that are known to be small enough. */
final class Bytes {
  /** No file of the format is longer: the longest segment, incompressible, with its envelope. */
  static final int LONGEST = 48 << 20;

  private Bytes() {}

  static byte[] read(Storage storage, ObjectKey key) {
    try (InputStream in = storage.read(key, 0, Long.MAX_VALUE)) {
      return in.readNBytes(LONGEST);
    } catch (IOException e) {
      throw new StorageException(
          StorageException.Kind.UNAVAILABLE,
          "cannot read '%s' in '%s': %s".formatted(key, storage.location(), e.getMessage()),
          e);
    }
  }

  static Optional<byte[]> readIfThere(Storage storage, ObjectKey key) {
    try {
      return Optional.of(read(storage, key));
    } catch (StorageException e) {
      if (e.kind() == StorageException.Kind.NOT_FOUND) {
        return Optional.empty();
      }
      throw e;
    }
  }
}
