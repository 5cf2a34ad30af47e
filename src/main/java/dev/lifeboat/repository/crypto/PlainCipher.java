package dev.lifeboat.repository.crypto;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.Objects;

/** Leaves objects as they are. */
final class PlainCipher implements ObjectCipher {
  @Override
  public long roomFor(long length) {
    return 0;
  }

  @Override
  public Sealed seal(MemorySegment plain, MemorySegment room) {
    return new Unsealed(plain);
  }

  @Override
  public byte[] open(byte[] sealed, int offset, int length) {
    Objects.checkFromIndexSize(offset, length, sealed.length);
    return Arrays.copyOfRange(sealed, offset, offset + length);
  }

  @Override
  public MemorySegment open(MemorySegment sealed, MemorySegment room) {
    return sealed;
  }

  @Override
  public MemorySegment open(MemorySegment sealed, byte[] key, MemorySegment room) {
    return sealed;
  }

  @Override
  public String recipientsId() {
    return "none";
  }

  @Override
  public boolean isAuthentic() {
    return false;
  }

  @Override
  public boolean canOpen() {
    return true;
  }

  private record Unsealed(MemorySegment bytes) implements Sealed {
    @Override
    public byte[] key() {
      return new byte[0];
    }

    @Override
    public byte[] openAgain() {
      return bytes.toArray(JAVA_BYTE);
    }

    @Override
    public boolean opensTo(MemorySegment plain) {
      return bytes.mismatch(plain) < 0;
    }
  }
}
