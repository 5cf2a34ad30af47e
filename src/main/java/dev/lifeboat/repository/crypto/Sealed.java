package dev.lifeboat.repository.crypto;

/** A sealed object: bytes to store, and the means to check them without any secret key. */
public interface Sealed {
  /** Holds the sealed bytes, from {@link #offset}, {@link #length} of them; not to be changed. */
  byte[] array();

  int offset();

  int length();

  /**
   * Decrypts the sealed bytes again, with the key of this one object, which is still in memory.
   *
   * @throws DamagedObjectException if they don't decrypt: a fault of this machine
   */
  byte[] openAgain() throws DamagedObjectException;

  /** Whether the sealed bytes decrypt to exactly this; takes no memory for it. */
  boolean opensTo(byte[] plain, int offset, int length);
}
