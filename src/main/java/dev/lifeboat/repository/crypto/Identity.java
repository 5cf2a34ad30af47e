package dev.lifeboat.repository.crypto;

import java.security.SecureRandom;
import org.bouncycastle.crypto.params.X25519PrivateKeyParameters;

/** An age secret key: what decrypts backups. It never shows itself as text. */
public final class Identity {
  private final String secret;
  private final Recipient recipient;

  private Identity(String secret, byte[] key) {
    this.secret = secret;
    this.recipient =
        new Recipient(
            KeyText.encode(
                KeyText.PUBLIC,
                new X25519PrivateKeyParameters(key).generatePublicKey().getEncoded()));
  }

  /** A new identity, from the system's secure random source. */
  public static Identity generate() {
    byte[] key = new X25519PrivateKeyParameters(new SecureRandom()).getEncoded();
    return new Identity(KeyText.encode(KeyText.SECRET, key), key);
  }

  /** The identity whose secret is these 32 bytes. */
  static Identity of(byte[] key) {
    return new Identity(KeyText.encode(KeyText.SECRET, key), key);
  }

  /**
   * Reads {@code AGE-SECRET-KEY-1…}.
   *
   * @throws IllegalArgumentException if it is not an age secret key; the message doesn't repeat it
   */
  static Identity parse(String text) {
    try {
      return new Identity(text, KeyText.decode(KeyText.SECRET, text));
    } catch (RuntimeException e) {
      // Without the cause, which could quote parts of the secret.
      throw new IllegalArgumentException("not an age secret key");
    }
  }

  /** The public key that belongs to it. */
  public Recipient recipient() {
    return recipient;
  }

  /** The secret itself, {@code AGE-SECRET-KEY-1…}: only for key files and recovery kits. */
  public String secret() {
    return secret;
  }

  @Override
  public String toString() {
    return "identity of " + recipient;
  }
}
