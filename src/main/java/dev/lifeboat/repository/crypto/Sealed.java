package dev.lifeboat.repository.crypto;

import java.lang.foreign.MemorySegment;

/** A sealed object: bytes to store, and the means to check them without any secret key. */
public interface Sealed {
  /** The sealed bytes; not to be changed. They lie where there was room for them. */
  MemorySegment bytes();

  /**
   * What opens this one object and no other, for {@link ObjectCipher#open(MemorySegment, byte[],
   * MemorySegment)}: a secret, if the cipher has any.
   */
  byte[] key();

  /**
   * Decrypts the sealed bytes again, with the key of this one object, which is still in memory.
   *
   * @throws DamagedObjectException if they don't decrypt: a fault of this machine
   */
  byte[] openAgain() throws DamagedObjectException;

  /** Whether the sealed bytes decrypt to exactly this; takes no memory for it. */
  boolean opensTo(MemorySegment plain);
}
