package dev.lifeboat.repository.crypto;

import java.lang.foreign.MemorySegment;
import java.util.List;

/** Seals objects before they are stored and opens them again. Thread-safe. */
public interface ObjectCipher {
  /** No encryption: sealed bytes are the bytes themselves. */
  static ObjectCipher none() {
    return new PlainCipher();
  }

  /**
   * age encryption with X25519.
   *
   * @param recipients whom to encrypt for, at least one
   * @param identities what to decrypt with; none on a host that only makes backups
   */
  static ObjectCipher age(List<Recipient> recipients, List<Identity> identities) {
    return age(recipients, IdentitySource.of(identities));
  }

  /**
   * age encryption with X25519.
   *
   * @param recipients whom to encrypt for, at least one
   * @param identities what to decrypt with
   */
  static ObjectCipher age(List<Recipient> recipients, IdentitySource identities) {
    return new AgeCipher(recipients, identities);
  }

  /** How much room, in bytes, the sealed form of so many bytes needs at most. */
  long roomFor(long length);

  /**
   * Encrypts bytes. Neither they nor the room may change as long as the result is in use.
   *
   * @param room where the sealed bytes may go, as large as {@link #roomFor} says
   */
  Sealed seal(MemorySegment plain, MemorySegment room);

  /** Encrypts a range of an array, which must not change as long as the result is in use. */
  default Sealed seal(byte[] plain, int offset, int length) {
    byte[] room = new byte[Math.toIntExact(roomFor(length))];
    return seal(MemorySegment.ofArray(plain).asSlice(offset, length), MemorySegment.ofArray(room));
  }

  /**
   * Decrypts what {@link #seal} gave, whoever ran it.
   *
   * @throws DamagedObjectException if the bytes are cut off, altered or not sealed this way
   * @throws dev.lifeboat.problem.ProblemException KEY_MISSING if there is no identity here,
   *     KEY_WRONG if none of those here fits
   */
  byte[] open(byte[] sealed, int offset, int length) throws DamagedObjectException;

  /**
   * Decrypts outside the heap.
   *
   * @param room where the plaintext may go, at least as large as the sealed bytes
   * @return the plaintext, at the beginning of the room or where the sealed bytes are
   */
  MemorySegment open(MemorySegment sealed, MemorySegment room) throws DamagedObjectException;

  /**
   * Decrypts outside the heap what {@link Sealed#key} is of; needs no identity.
   *
   * @param room where the plaintext may go, at least as large as the sealed bytes
   * @return the plaintext, at the beginning of the room or where the sealed bytes are
   */
  MemorySegment open(MemorySegment sealed, byte[] key, MemorySegment room)
      throws DamagedObjectException;

  /**
   * Names the set of recipients: equal for the same ones in any order, different for others. An
   * object may be used again only where this is equal.
   */
  String recipientsId();

  /** Whether what was altered by somebody, or by a fault, can't be opened. */
  boolean isAuthentic();

  /** Whether {@link #open} has a key to try. */
  boolean canOpen();
}
