package dev.lifeboat.repository.crypto;

import java.util.Arrays;
import java.util.Objects;

/** Leaves objects as they are. */
final class PlainCipher implements ObjectCipher {
  @Override
  public Sealed seal(byte[] plain, int offset, int length) {
    Objects.checkFromIndexSize(offset, length, plain.length);
    return new Unsealed(plain, offset, length);
  }

  @Override
  public byte[] open(byte[] sealed, int offset, int length) {
    Objects.checkFromIndexSize(offset, length, sealed.length);
    return Arrays.copyOfRange(sealed, offset, offset + length);
  }

  @Override
  public String recipientsId() {
    return "none";
  }

  @Override
  public boolean canOpen() {
    return true;
  }

  @SuppressWarnings("ArrayRecordComponent") // a range of an array is what it stands for
  private record Unsealed(byte[] array, int offset, int length) implements Sealed {
    @Override
    public byte[] openAgain() {
      return Arrays.copyOfRange(array, offset, offset + length);
    }

    @Override
    public boolean opensTo(byte[] plain, int plainOffset, int plainLength) {
      return Arrays.equals(
          array, offset, offset + length, plain, plainOffset, plainOffset + plainLength);
    }
  }
}
