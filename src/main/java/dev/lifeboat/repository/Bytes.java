package dev.lifeboat.repository;

import dev.lifeboat.problem.Code;
import dev.lifeboat.problem.Problem;
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

  /**
   * Reads what is compared with a digest or a signature. Of an object that is too long it gives one
   * byte more than any has, so that it fits none.
   */
  static byte[] read(Storage storage, ObjectKey key) {
    try (InputStream in = storage.read(key, 0, Long.MAX_VALUE)) {
      return in.readNBytes(LONGEST + 1);
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

  /**
   * Reads what is to be passed on as it is.
   *
   * @throws dev.lifeboat.problem.ProblemException OBJECT_CORRUPT, if it is longer than any file of
   *     the format
   */
  static Optional<byte[]> readWholeIfThere(Storage storage, ObjectKey key) {
    Optional<byte[]> bytes = readIfThere(storage, key);
    if (bytes.isPresent() && bytes.get().length > LONGEST) {
      throw Problem.of(
              Code.OBJECT_CORRUPT,
              "'%s' in '%s' is damaged: no file of a repository is longer than %d bytes"
                  .formatted(key, storage.location(), LONGEST),
              "move it away")
          .exception();
    }
    return bytes;
  }

  private static StorageException unreadable(Storage storage, ObjectKey key, IOException e) {
    return new StorageException(
        StorageException.Kind.UNAVAILABLE,
        "cannot read '%s' in '%s': %s".formatted(key, storage.location(), e.getMessage()),
        e);
  }
}
