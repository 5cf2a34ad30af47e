package dev.lifeboat.repository.crypto;

import java.util.Objects;

/** What {@link AgeCipher} wrote, with the key of this one file. */
final class AgeSealed implements Sealed {
  private final byte[] sealed;
  private final KeptFileKey fileKey;

  AgeSealed(byte[] sealed, KeptFileKey fileKey) {
    this.sealed = sealed;
    this.fileKey = fileKey;
  }

  @Override
  public byte[] array() {
    return sealed;
  }

  @Override
  public int offset() {
    return 0;
  }

  @Override
  public int length() {
    return sealed.length;
  }

  @Override
  public byte[] openAgain() throws DamagedObjectException {
    return parse().open();
  }

  @Override
  public boolean opensTo(byte[] plain, int offset, int length) {
    Objects.checkFromIndexSize(offset, length, plain.length);
    try {
      return parse().opensTo(plain, offset, length);
    } catch (DamagedObjectException e) {
      return false;
    }
  }

  private AgeFile parse() throws DamagedObjectException {
    try {
      return AgeFile.parse(sealed, 0, sealed.length, fileKey);
    } catch (NoIdentityFitsException e) {
      throw new AssertionError("the kept key needs no identity", e);
    }
  }
}
