package dev.lifeboat.repository;

import dev.lifeboat.storage.ObjectKey;
import dev.lifeboat.storage.Storage;
import dev.lifeboat.storage.StorageException;
import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Optional;

/** Reads whole objects that are known to be small enough. */
final class Bytes {
  /** No file of the format is longer: the longest segment, incompressible, with its envelope. */
  static final int LONGEST = 48 << 20;

  private static final int PIECE = 64 << 10;

  private Bytes() {}

  static byte[] read(Storage storage, ObjectKey key) {
    try (InputStream in = storage.read(key, 0, Long.MAX_VALUE)) {
      return in.readNBytes(LONGEST);
    } catch (IOException e) {
      throw unreadable(storage, key, e);
    }
  }

  /** Fills memory with an object; false if the object has another length. */
  static boolean readInto(MemorySegment to, Storage storage, ObjectKey key) {
    byte[] piece = new byte[PIECE];
    try (InputStream in = storage.read(key, 0, Long.MAX_VALUE)) {
      long at = 0;
      for (int got = in.read(piece); got >= 0; got = in.read(piece)) {
        if (at + got > to.byteSize()) {
          return false;
        }
        MemorySegment.copy(piece, 0, to, ValueLayout.JAVA_BYTE, at, got);
        at += got;
      }
      return at == to.byteSize();
    } catch (IOException e) {
      throw unreadable(storage, key, e);
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

  private static StorageException unreadable(Storage storage, ObjectKey key, IOException e) {
    return new StorageException(
        StorageException.Kind.UNAVAILABLE,
        "cannot read '%s' in '%s': %s".formatted(key, storage.location(), e.getMessage()),
        e);
  }
}
