package dev.lifeboat.repository.crypto;

import com.exceptionfactory.jagged.RecipientStanzaReader;
import com.exceptionfactory.jagged.framework.crypto.CipherKey;
import com.exceptionfactory.jagged.framework.format.StandardPayloadKeyReader;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.List;

/** An age file whose header is read and authentic. */
final class AgeFile {
  private final CipherKey key;
  private final MemorySegment body;
  private final long plainLength;

  private AgeFile(CipherKey key, MemorySegment body) throws DamagedObjectException {
    this.key = key;
    this.body = body;
    this.plainLength = AgePayload.plainLength(body.byteSize());
  }

  /**
   * Reads and checks the header.
   *
   * @throws NoIdentityFitsException if the reader says so
   */
  static AgeFile parse(MemorySegment sealed, RecipientStanzaReader reader)
      throws DamagedObjectException, NoIdentityFitsException {
    ByteBuffer buffer = sealed.asByteBuffer();
    try {
      CipherKey key = new StandardPayloadKeyReader().getPayloadKey(buffer, List.of(reader));
      return new AgeFile(key, sealed.asSlice(buffer.position()));
    } catch (NoIdentityFitsException e) {
      throw e;
    } catch (GeneralSecurityException | IOException | RuntimeException e) {
      // jagged's parser meets some malformed headers with unchecked exceptions.
      throw new DamagedObjectException("has a damaged age header", e);
    }
  }

  byte[] open() throws DamagedObjectException {
    byte[] plain = new byte[Math.toIntExact(plainLength)];
    var _ = open(MemorySegment.ofArray(plain));
    return plain;
  }

  /** Puts the plaintext at the beginning of the room, and gives that part. */
  MemorySegment open(MemorySegment room) throws DamagedObjectException {
    MemorySegment plain = room.asSlice(0, plainLength);
    try {
      AgePayload.open(key, body, plain);
    } catch (GeneralSecurityException e) {
      throw damagedBody(e);
    }
    return plain;
  }

  boolean opensTo(MemorySegment plain) throws DamagedObjectException {
    try {
      return plainLength == plain.byteSize() && AgePayload.opensTo(key, body, plain);
    } catch (GeneralSecurityException e) {
      throw damagedBody(e);
    }
  }

  private static DamagedObjectException damagedBody(GeneralSecurityException cause) {
    return new DamagedObjectException("has an altered or cut off body", cause);
  }
}
