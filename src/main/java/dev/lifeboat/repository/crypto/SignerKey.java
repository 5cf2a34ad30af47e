package dev.lifeboat.repository.crypto;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import org.bouncycastle.crypto.params.Ed25519PublicKeyParameters;

/**
 * Who may sign backups: an Ed25519 public key of OpenSSH.
 *
 * @param base64 the key as it stands in the second field of {@code ssh-ed25519 AAAA… comment}
 */
public record SignerKey(String base64) {
  static final String TYPE = "ssh-ed25519";
  private static final int KEY_LENGTH = Ed25519PublicKeyParameters.KEY_SIZE;

  /**
   * @throws IllegalArgumentException if it is not such a key; the message is for people
   */
  public SignerKey {
    try {
      raw(Armor.decode(base64));
    } catch (RuntimeException e) {
      throw new IllegalArgumentException("'" + base64 + "' is not an ssh-ed25519 public key", e);
    }
  }

  /**
   * Reads {@code ssh-ed25519 AAAA… comment}, as it stands in a {@code .pub} file.
   *
   * @throws IllegalArgumentException if it is not such a line; the message is for people
   */
  public static SignerKey parse(String line) {
    String[] fields = line.strip().split("\\s+", 3);
    if (fields.length < 2 || !fields[0].equals(TYPE)) {
      throw new IllegalArgumentException(
          "'" + line.strip() + "' is not a public key of the form 'ssh-ed25519 AAAA… comment'");
    }
    return new SignerKey(fields[1]);
  }

  static SignerKey of(Ed25519PublicKeyParameters key) {
    return ofBlob(new SshBytes().string(TYPE).string(key.getEncoded()).toArray());
  }

  static SignerKey ofBlob(byte[] blob) {
    return new SignerKey(Base64.getEncoder().encodeToString(blob));
  }

  /** The key in the wire format of SSH. */
  byte[] blob() {
    return Base64.getDecoder().decode(base64);
  }

  Ed25519PublicKeyParameters publicKey() {
    return new Ed25519PublicKeyParameters(raw(blob()));
  }

  /** {@code SHA256:…}, as {@code ssh-keygen -l} prints it. */
  public String fingerprint() {
    return fingerprint(blob());
  }

  static String fingerprint(byte[] blob) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(blob);
      return "SHA256:" + Base64.getEncoder().withoutPadding().encodeToString(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static byte[] raw(byte[] blob) {
    ByteBuffer fields = ByteBuffer.wrap(blob);
    byte[] type = SshBytes.read(fields);
    byte[] key = SshBytes.read(fields);
    if (!Arrays.equals(type, SshBytes.ascii(TYPE))
        || key.length != KEY_LENGTH
        || fields.hasRemaining()) {
      throw new IllegalArgumentException("not an Ed25519 key");
    }
    return key;
  }

  @Override
  public String toString() {
    return TYPE + " " + base64;
  }
}
