package dev.lifeboat.repository.crypto;

/**
 * Whom backups are encrypted for: an age public key. Whoever has the identity that belongs to it
 * can read them.
 *
 * @param publicKey {@code age1} and 58 more characters
 */
public record Recipient(String publicKey) {
  /**
   * @throws IllegalArgumentException if it is not an age public key; the message is for people
   */
  public Recipient {
    if (publicKey.startsWith(KeyText.SECRET)) {
      throw new IllegalArgumentException(
          "a secret key stands where a recipient is expected: use its public key, 'age1…'");
    }
    try {
      KeyText.decode(KeyText.PUBLIC, publicKey);
    } catch (RuntimeException e) {
      throw new IllegalArgumentException("'" + publicKey + "' is not an age public key", e);
    }
  }

  @Override
  public String toString() {
    return publicKey;
  }
}
