package dev.lifeboat.source.mongo.dump;

import dev.lifeboat.config.Secret;
import java.io.IOException;
import java.io.OutputStream;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Date;
import org.bouncycastle.bcpg.HashAlgorithmTags;
import org.bouncycastle.bcpg.SymmetricKeyAlgorithmTags;
import org.bouncycastle.openpgp.PGPEncryptedDataGenerator;
import org.bouncycastle.openpgp.PGPException;
import org.bouncycastle.openpgp.PGPLiteralData;
import org.bouncycastle.openpgp.PGPLiteralDataGenerator;
import org.bouncycastle.openpgp.operator.bc.BcPBEKeyEncryptionMethodGenerator;
import org.bouncycastle.openpgp.operator.bc.BcPGPDataEncryptorBuilder;
import org.bouncycastle.openpgp.operator.bc.BcPGPDigestCalculatorProvider;

/** Encrypts as {@code gpg --symmetric --cipher-algo AES256} does, protected against changes. */
final class GpgOutput extends OutputStream {
  private static final int BUFFER = 64 << 10;

  /** How much the passphrase is hashed: the most that the format has, 65 MB. */
  private static final int MOST_HASHING = 0xff;

  private final OutputStream encrypted;
  private final OutputStream literal;

  private GpgOutput(OutputStream encrypted, OutputStream literal) {
    this.encrypted = encrypted;
    this.literal = literal;
  }

  /** Begins a message; closing it leaves the stream below open. */
  static GpgOutput open(OutputStream to, Secret passphrase, Instant now) throws IOException {
    try {
      var generator =
          new PGPEncryptedDataGenerator(
              new BcPGPDataEncryptorBuilder(SymmetricKeyAlgorithmTags.AES_256)
                  .setWithIntegrityPacket(true)
                  .setSecureRandom(new SecureRandom()));
      generator.addMethod(
          new BcPBEKeyEncryptionMethodGenerator(
                  passphrase.reveal().toCharArray(),
                  new BcPGPDigestCalculatorProvider().get(HashAlgorithmTags.SHA256),
                  MOST_HASHING)
              .setSecureRandom(new SecureRandom()));
      OutputStream encrypted = generator.open(to, new byte[BUFFER]);
      OutputStream literal =
          new PGPLiteralDataGenerator()
              .open(encrypted, PGPLiteralData.BINARY, "", Date.from(now), new byte[BUFFER]);
      return new GpgOutput(encrypted, literal);
    } catch (PGPException e) {
      throw new IOException("cannot encrypt: " + e.getMessage(), e);
    }
  }

  @Override
  public void write(int b) throws IOException {
    literal.write(b);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    literal.write(bytes, offset, length);
  }

  @Override
  public void close() throws IOException {
    literal.close();
    encrypted.close();
  }
}
