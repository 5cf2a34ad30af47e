package dev.lifeboat.source.mongo.dump;

import dev.lifeboat.config.Secret;
import dev.lifeboat.problem.Code;
import dev.lifeboat.problem.Problem;
import dev.lifeboat.problem.ProblemException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.bouncycastle.openpgp.PGPCompressedData;
import org.bouncycastle.openpgp.PGPEncryptedData;
import org.bouncycastle.openpgp.PGPEncryptedDataList;
import org.bouncycastle.openpgp.PGPException;
import org.bouncycastle.openpgp.PGPLiteralData;
import org.bouncycastle.openpgp.PGPPBEEncryptedData;
import org.bouncycastle.openpgp.PGPUtil;
import org.bouncycastle.openpgp.bc.BcPGPObjectFactory;
import org.bouncycastle.openpgp.operator.bc.BcPBEDataDecryptorFactory;
import org.bouncycastle.openpgp.operator.bc.BcPGPDigestCalculatorProvider;
import org.jspecify.annotations.Nullable;

/**
 * Decrypts what {@code gpg --symmetric} has encrypted. That nothing was changed since is known at
 * the end only; then reading fails if something was.
 */
final class GpgStream extends InputStream {
  private static final byte[] ARMOR = "-----BEGIN PGP MESSAGE".getBytes(StandardCharsets.US_ASCII);

  private final InputStream in;
  private final PGPEncryptedData encrypted;
  private final LongSupplier position;
  private boolean verified;

  private GpgStream(InputStream in, PGPEncryptedData encrypted, LongSupplier position) {
    this.in = in;
    this.encrypted = encrypted;
    this.position = position;
  }

  /** True if a message of OpenPGP that is encrypted begins so. */
  static boolean isGpg(byte[] head) {
    if (head.length < ARMOR.length) {
      return false;
    }
    return switch (head[0] & 0xff) {
      // A packet with a session key, encrypted with a passphrase, in the old form and the new.
      case 0x8c, 0xc3 -> head[2] >= 4 && head[2] <= 6;
      // The same, encrypted for a key.
      case 0x84, 0xc1 -> head[2] == 3;
      case 0x85 -> head[3] == 3;
      default -> armored(head);
    };
  }

  private static boolean armored(byte[] head) {
    return java.util.Arrays.equals(head, 0, ARMOR.length, ARMOR, 0, ARMOR.length);
  }

  /**
   * @param position how much of the file was read
   * @throws ProblemException PASSPHRASE_MISSING, PASSPHRASE_WRONG, DUMP_FOREIGN
   */
  static GpgStream open(
      InputStream in, Path path, Optional<Secret> passphrase, LongSupplier position)
      throws IOException {
    PGPPBEEncryptedData encrypted = find(in, path, position);
    Secret secret = passphrase.orElseThrow(() -> missing(path));
    InputStream plain;
    try {
      plain =
          encrypted.getDataStream(
              new BcPBEDataDecryptorFactory(
                  secret.reveal().toCharArray(), new BcPGPDigestCalculatorProvider()));
    } catch (PGPException | RuntimeException e) {
      throw wrong(path, e);
    }
    if (!encrypted.isIntegrityProtected() && !encrypted.isAEAD()) {
      throw Problem.of(
              Code.DUMP_FOREIGN,
              "'%s' is encrypted without protection against changes, as no gpg of this decade does"
                  .formatted(path),
              "decrypt it and prove the result: gpg --decrypt --ignore-mdc-error '%s' > dump"
                  .formatted(path))
          .exception();
    }
    try {
      return new GpgStream(content(plain), encrypted, position);
    } catch (PGPException | IOException | RuntimeException e) {
      // One wrong passphrase in 65,536 passes the quick check, and then gives nonsense.
      throw wrong(path, e);
    }
  }

  private static PGPPBEEncryptedData find(InputStream in, Path path, LongSupplier position)
      throws IOException {
    try {
      var objects = new BcPGPObjectFactory(PGPUtil.getDecoderStream(in));
      for (Object next = objects.nextObject(); next != null; next = objects.nextObject()) {
        if (next instanceof PGPEncryptedDataList list) {
          for (Object each : list) {
            if (each instanceof PGPPBEEncryptedData encrypted) {
              return encrypted;
            }
          }
          throw Problem.of(
                  Code.DUMP_FOREIGN,
                  "'%s' is encrypted for a gpg key, not with a passphrase".formatted(path),
                  "decrypt it where the key is: gpg --decrypt '%s' > dump".formatted(path))
              .exception();
        }
      }
    } catch (ProblemException e) {
      throw e;
    } catch (IOException | RuntimeException e) {
      throw new DamageException(
          "is damaged before byte %s of the file: its gpg data is not valid"
              .formatted(number(position)),
          e);
    }
    throw new DamageException("holds no data that is encrypted");
  }

  private static InputStream content(InputStream plain) throws IOException, PGPException {
    Object next = new BcPGPObjectFactory(plain).nextObject();
    while (next != null) {
      switch (next) {
        case PGPCompressedData compressed ->
            next = new BcPGPObjectFactory(compressed.getDataStream()).nextObject();
        case PGPLiteralData literal -> {
          return literal.getInputStream();
        }
        default -> throw new IOException("an OpenPGP message of another kind");
      }
    }
    throw new IOException("an OpenPGP message without data");
  }

  private static ProblemException missing(Path path) {
    return Problem.of(
            Code.PASSPHRASE_MISSING,
            "'%s' is encrypted, and no passphrase is given".formatted(path),
            "put it into a file that only you can read, and name that: --passphrase-file FILE",
            "or set the variable LIFEBOAT_PASSPHRASE")
        .exception();
  }

  private static ProblemException wrong(Path path, Exception cause) {
    return Problem.of(
            Code.PASSPHRASE_WRONG,
            "the passphrase does not open '%s'".formatted(path),
            "it is another one, or the first bytes of the file are damaged")
        .causedBy(cause);
  }

  @Override
  public int read() throws IOException {
    var one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    try {
      int read = in.read(buffer, offset, length);
      if (read < 0 && !verified) {
        verify();
        verified = true;
      }
      return read;
    } catch (DamageException e) {
      throw e;
    } catch (IOException | RuntimeException e) {
      throw damage(e);
    }
  }

  private void verify() throws IOException {
    try {
      if (!encrypted.isAEAD() && !encrypted.verify()) {
        throw damage(null);
      }
    } catch (PGPException e) {
      throw damage(e);
    }
  }

  private DamageException damage(@Nullable Exception cause) {
    String what =
        "is damaged at or before byte %s of the file: its gpg data was cut off or changed"
            .formatted(number(position));
    return cause == null ? new DamageException(what) : new DamageException(what, cause);
  }

  private static String number(LongSupplier position) {
    return String.format(Locale.ROOT, "%,d", position.getAsLong());
  }
}
