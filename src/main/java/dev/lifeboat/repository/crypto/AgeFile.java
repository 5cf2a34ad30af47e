package dev.lifeboat.repository.crypto;

import com.exceptionfactory.jagged.RecipientStanzaReader;
import com.exceptionfactory.jagged.framework.crypto.CipherKey;
import com.exceptionfactory.jagged.framework.format.StandardPayloadKeyReader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.List;

/** An age file whose header is read and authentic. */
final class AgeFile {
  private final byte[] sealed;
  private final CipherKey key;
  private final int body;
  private final int bodyLength;
  private final int plainLength;

  private AgeFile(byte[] sealed, CipherKey key, int body, int bodyLength)
      throws DamagedObjectException {
    this.sealed = sealed;
    this.key = key;
    this.body = body;
    this.bodyLength = bodyLength;
    this.plainLength = AgePayload.plainLength(bodyLength);
  }

  /**
   * Reads and checks the header.
   *
   * @throws NoIdentityFitsException if the reader says so
   */
  static AgeFile parse(byte[] sealed, int offset, int length, RecipientStanzaReader reader)
      throws DamagedObjectException, NoIdentityFitsException {
    ByteBuffer buffer = ByteBuffer.wrap(sealed, offset, length);
    try {
      CipherKey key = new StandardPayloadKeyReader().getPayloadKey(buffer, List.of(reader));
      return new AgeFile(sealed, key, buffer.position(), buffer.remaining());
    } catch (NoIdentityFitsException e) {
      throw e;
    } catch (GeneralSecurityException | IOException | RuntimeException e) {
      // jagged's parser meets some malformed headers with unchecked exceptions.
      throw new DamagedObjectException("has a damaged age header", e);
    }
  }

  byte[] open() throws DamagedObjectException {
    byte[] plain = new byte[plainLength];
    try {
      AgePayload.open(key, sealed, body, bodyLength, plain);
    } catch (GeneralSecurityException e) {
      throw damagedBody(e);
    }
    return plain;
  }

  boolean opensTo(byte[] plain, int offset, int length) throws DamagedObjectException {
    try {
      return plainLength == length
          && AgePayload.opensTo(key, sealed, body, bodyLength, plain, offset);
    } catch (GeneralSecurityException e) {
      throw damagedBody(e);
    }
  }

  private static DamagedObjectException damagedBody(GeneralSecurityException cause) {
    return new DamagedObjectException("has an altered or cut off body", cause);
  }
}
