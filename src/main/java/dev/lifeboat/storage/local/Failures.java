package dev.lifeboat.storage.local;

import dev.lifeboat.io.FileException;
import dev.lifeboat.storage.ObjectKey;
import dev.lifeboat.storage.StorageException;
import dev.lifeboat.storage.StorageException.Kind;
import java.nio.file.Path;

/** A file's failures in the words of the storage contract. */
final class Failures {
  private Failures() {}

  static StorageException of(FileException e) {
    return new StorageException(kindOf(e), String.valueOf(e.getMessage()), e);
  }

  private static Kind kindOf(FileException e) {
    return switch (e.reason()) {
      case EXISTS -> Kind.ALREADY_EXISTS;
      case DENIED, READ_ONLY -> Kind.ACCESS_DENIED;
      case NO_SPACE -> Kind.OUT_OF_SPACE;
      // A missing object is told by noObject; here it is a folder that someone took away.
      case MISSING, OTHER -> Kind.UNAVAILABLE;
    };
  }

  static StorageException noObject(ObjectKey key, Path root) {
    return new StorageException(
        Kind.NOT_FOUND, "there is no object '" + key + "' in '" + root + "'", null);
  }

  static StorageException noRoot(Path root) {
    return new StorageException(Kind.UNAVAILABLE, "the folder '" + root + "' does not exist", null);
  }

  static StorageException notAFolder(Path path) {
    return new StorageException(
        Kind.UNAVAILABLE, "'" + path + "' is in the way: it is not a folder", null);
  }
}
