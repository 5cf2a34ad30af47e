package dev.lifeboat.repository;

import dev.lifeboat.problem.Code;
import dev.lifeboat.problem.Problem;
import dev.lifeboat.repository.crypto.DamagedObjectException;
import dev.lifeboat.repository.crypto.ObjectCipher;
import dev.lifeboat.repository.crypto.Sealed;
import dev.lifeboat.repository.manifest.Digest;
import dev.lifeboat.repository.manifest.StoredObject;
import dev.lifeboat.repository.zstd.DamagedFrameException;
import dev.lifeboat.repository.zstd.KnownMatches;
import dev.lifeboat.repository.zstd.ProvenFrames;
import dev.lifeboat.storage.Content;
import dev.lifeboat.storage.ObjectInfo;
import dev.lifeboat.storage.ObjectKey;
import dev.lifeboat.storage.Storage;
import dev.lifeboat.storage.StorageException;
import dev.lifeboat.units.ByteSize;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Turns plaintext into a stored object: compressed, sealed, opened and decompressed again and
 * compared, and only then stored. Used by one thread; it keeps native memory from call to call.
 */
final class ObjectWriter implements AutoCloseable {
  private final Storage storage;
  private final ObjectCipher cipher;
  private final long minFree;
  private final Predicate<Digest> lasting;
  private final ProvenFrames frames = new ProvenFrames();

  /**
   * @param minFree how many bytes the storage shall have free when all is written
   * @param lasting whether no prune under way may remove an object that is there already
   */
  ObjectWriter(Storage storage, ObjectCipher cipher, long minFree, Predicate<Digest> lasting) {
    this.storage = storage;
    this.cipher = cipher;
    this.minFree = minFree;
    this.lasting = lasting;
  }

  /** Stores bytes, compressed and sealed. */
  StoredObject store(byte[] plain, int offset, int length) {
    return store(plain, offset, length, (object, key, frame) -> {});
  }

  /**
   * Stores bytes, compressed and sealed.
   *
   * @param then is told of the object
   */
  StoredObject store(byte[] plain, int offset, int length, Then then) {
    MemorySegment frame = compress(plain, offset, length);
    return seal(frame, List.of(), then);
  }

  /**
   * Stores bytes as a delta.
   *
   * @param limit the most bytes that it may have, but for the encryption
   * @param base the content of the bases, one after the other: native memory
   * @param known what the base is known to have in common with the bytes, if anything is
   * @return empty, and nothing is stored, if it would be longer
   */
  Optional<StoredObject> storeDelta(
      byte[] plain,
      int offset,
      int length,
      int limit,
      MemorySegment base,
      Optional<KnownMatches> known,
      List<Digest> bases) {
    try {
      return frames
          .compress(plain, offset, length, limit, base, known)
          .map(frame -> seal(frame, bases, (object, key, same) -> {}));
    } catch (DamagedFrameException e) {
      throw faulty("a delta " + e.getMessage() + " right after it was made");
    }
  }

  /** Memory of this size, valid until the next call of any method. */
  MemorySegment room(long size) {
    return frames.room(size);
  }

  /**
   * Decrypts and decompresses.
   *
   * @param sealed where {@link #room} put it
   * @param to native memory, in which the content is put at the beginning
   */
  MemorySegment open(Opening by, MemorySegment sealed, MemorySegment to)
      throws DamagedObjectException, DamagedFrameException {
    return frames.decompress(by.open(sealed, frames.frameRoom(sealed.byteSize())), to);
  }

  /** Decrypts: what it gets first into the room, or where it is. */
  interface Opening {
    MemorySegment open(MemorySegment sealed, MemorySegment room) throws DamagedObjectException;
  }

  /** Is told of an object that was stored. */
  interface Then {
    /**
     * Called once the object is stored.
     *
     * @param key opens this one object
     * @param frame what is in it, valid as long as only {@link #room} is used
     */
    void stored(StoredObject object, byte[] key, MemorySegment frame);
  }

  private StoredObject seal(MemorySegment frame, List<Digest> bases, Then then) {
    Sealed sealed = cipher.seal(frame, frames.room(cipher.roomFor(frame.byteSize())));
    if (!sealed.opensTo(frame)) {
      throw faulty("an object could not be decrypted again after it was encrypted");
    }
    StoredObject object = create(sealed.bytes(), bases);
    then.stored(object, sealed.key(), frame);
    return object;
  }

  /** Stores bytes compressed only: what must be readable without a key. */
  StoredObject storeOpen(byte[] plain) {
    return create(compress(plain, 0, plain.length), List.of());
  }

  @Override
  public void close() {
    frames.close();
  }

  private MemorySegment compress(byte[] plain, int offset, int length) {
    try {
      return frames.compress(plain, offset, length);
    } catch (DamagedFrameException e) {
      throw faulty("an object " + e.getMessage() + " right after it was compressed");
    }
  }

  private StoredObject create(MemorySegment bytes, List<Digest> bases) {
    int length = Math.toIntExact(bytes.byteSize());
    checkRoom(length);
    StoredObject object = new StoredObject(Digest.of(bytes.asByteBuffer()), length, bases);
    ObjectKey key = Layout.object(object.digest());
    Content content = new SegmentContent(bytes);
    try {
      storage.create(key, content);
    } catch (StorageException e) {
      // Without encryption equal plaintext has equal names; the other one's object is as good.
      if (e.kind() != StorageException.Kind.ALREADY_EXISTS) {
        throw e;
      }
      if (!lasting.test(object.digest())) {
        throw Problem.of(
                Code.BUSY,
                "a prune is about to remove '" + key + "', which this backup needs again",
                "run the backup again when the prune is over",
                "if no prune is running any more, one settles it: lifeboat prune")
            .exception();
      }
      replaceIfDamaged(object, key, content);
    }
    Optional<ObjectInfo> stored = storage.stat(key);
    if (stored.isEmpty() || stored.get().size() != length) {
      throw new StorageException(
          StorageException.Kind.UNAVAILABLE,
          "'%s' in '%s' has %s after it was written with %d bytes"
              .formatted(
                  key,
                  storage.location(),
                  stored.map(info -> info.size() + " bytes").orElse("gone"),
                  length),
          null);
    }
    return object;
  }

  /** Bytes that don't fit their name are of no use to anybody, so they may go. */
  private void replaceIfDamaged(StoredObject object, ObjectKey key, Content content) {
    boolean whole =
        Bytes.readIfThere(storage, key).map(Digest::of).filter(object.digest()::equals).isPresent();
    if (!whole) {
      storage.delete(key);
      storage.create(key, content);
    }
  }

  private void checkRoom(long length) {
    Optional<Long> free = storage.freeBytes();
    if (free.isPresent() && free.get() - length < minFree) {
      String room = "'%s' has %s free, and ".formatted(storage.location(), ByteSize.of(free.get()));
      String more = "free some room; what was stored so far is used again by the next backup";
      throw minFree == 0
          ? Problem.of(
                  Code.ROOM_TOO_SMALL, room + "the next object needs " + ByteSize.of(length), more)
              .exception()
          : Problem.of(
                  Code.ROOM_TOO_SMALL,
                  room + ByteSize.of(minFree) + " shall stay free",
                  more,
                  "or lower 'min-free' in lifeboat.yaml")
              .exception();
    }
  }

  private static RuntimeException faulty(String fact) {
    return Problem.of(
            Code.OBJECT_CORRUPT,
            fact + ": memory or processor of this machine may be faulty",
            "nothing damaged was stored; test this machine's memory, then try again")
        .exception();
  }
}
