package dev.lifeboat.repository.crypto;

import java.lang.foreign.MemorySegment;

/** What {@link AgeCipher} wrote, with the key of this one file. */
record AgeSealed(MemorySegment bytes, KeptFileKey fileKey) implements Sealed {
  @Override
  public byte[] key() {
    return fileKey.key();
  }

  @Override
  public byte[] openAgain() throws DamagedObjectException {
    return parse().open();
  }

  @Override
  public boolean opensTo(MemorySegment plain) {
    try {
      return parse().opensTo(plain);
    } catch (DamagedObjectException e) {
      return false;
    }
  }

  private AgeFile parse() throws DamagedObjectException {
    try {
      return AgeFile.parse(bytes, fileKey);
    } catch (NoIdentityFitsException e) {
      throw new AssertionError("the kept key needs no identity", e);
    }
  }
}
