package dev.lifeboat.repository;

import dev.lifeboat.problem.Code;
import dev.lifeboat.problem.Problem;
import dev.lifeboat.problem.ProblemException;
import dev.lifeboat.repository.crypto.DamagedObjectException;
import dev.lifeboat.repository.crypto.ObjectCipher;
import dev.lifeboat.repository.manifest.Digest;
import dev.lifeboat.repository.manifest.StoredObject;
import dev.lifeboat.repository.zstd.DamagedFrameException;
import dev.lifeboat.repository.zstd.ZstdDecompressor;
import dev.lifeboat.storage.Storage;
import dev.lifeboat.storage.StorageException;
import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;

/** Reads objects, and believes nothing that it hasn't checked. Thread-safe. */
final class ObjectReader {
  private final Storage storage;
  private final ObjectCipher cipher;
  private final Catalogue catalogue;
  private final Object lock = new Object();
  private @Nullable LoadedBases bases;

  /**
   * @param catalogue forgets what turns out to be damaged, so that the next backup stores it again
   */
  ObjectReader(Storage storage, ObjectCipher cipher, Catalogue catalogue) {
    this.storage = storage;
    this.cipher = cipher;
    this.catalogue = catalogue;
  }

  /**
   * The stored bytes, whose digest is the object's name.
   *
   * @throws ProblemException OBJECT_MISSING or OBJECT_CORRUPT
   */
  byte[] stored(Digest object) {
    byte[] bytes;
    try {
      bytes = Bytes.read(storage, Layout.object(object));
    } catch (StorageException e) {
      if (e.kind() == StorageException.Kind.NOT_FOUND) {
        throw problem(Code.OBJECT_MISSING, object, "is missing").causedBy(e);
      }
      throw e;
    }
    Digest actual = Digest.of(bytes);
    if (!actual.equals(object)) {
      throw problem(
              Code.OBJECT_CORRUPT,
              object,
              "is damaged: its %d bytes have the digest %s".formatted(bytes.length, actual))
          .exception();
    }
    return bytes;
  }

  /** The plaintext of a sealed object that is no delta. */
  byte[] open(Digest object) {
    return decompress(object, unsealed(object));
  }

  /** The plaintext of a sealed object. */
  byte[] open(StoredObject object) {
    byte[] frame = unsealed(object.digest());
    return object.isDelta() ? decompress(object, frame) : decompress(object.digest(), frame);
  }

  /** The plaintext of an object that isn't sealed. */
  byte[] openOpen(Digest object) {
    return decompress(object, stored(object));
  }

  /** A sealed object, decrypted. */
  byte[] unsealed(Digest object) {
    byte[] sealed = stored(object);
    try {
      return cipher.open(sealed, 0, sealed.length);
    } catch (DamagedObjectException e) {
      throw problem(Code.OBJECT_CORRUPT, object, "does not decrypt: " + e.getMessage()).causedBy(e);
    }
  }

  /** One at a time, which bounds the memory: the bases are much larger than the deltas. */
  private byte[] decompress(StoredObject delta, byte[] frame) {
    synchronized (lock) {
      if (bases == null) {
        bases = new LoadedBases();
      }
      try (ZstdDecompressor decompressor = new ZstdDecompressor()) {
        MemorySegment prefix = bases.load(delta.bases(), this::unsealed);
        return decompressor.decompress(frame, Bytes.LONGEST, prefix);
      } catch (DamagedFrameException e) {
        throw problem(Code.OBJECT_CORRUPT, delta.digest(), "or its base " + e.getMessage())
            .causedBy(e);
      }
    }
  }

  private byte[] decompress(Digest object, byte[] frame) {
    try (ZstdDecompressor decompressor = new ZstdDecompressor()) {
      return decompressor.decompress(frame, 0, frame.length, Bytes.LONGEST);
    } catch (DamagedFrameException e) {
      throw problem(Code.OBJECT_CORRUPT, object, String.valueOf(e.getMessage())).causedBy(e);
    }
  }

  private Problem problem(Code code, Digest object, String fact) {
    catalogue.forget(object);
    return Problem.of(
        code,
        "object '%s' %s".formatted(Layout.object(object), fact),
        "see which backups are affected: lifeboat verify --level stored",
        "restore another backup: lifeboat list");
  }
}
