package dev.lifeboat.repository.crypto;

import com.exceptionfactory.jagged.bech32.Bech32;
import com.exceptionfactory.jagged.bech32.Bech32Address;

/** The text form of X25519 keys in age: Bech32 of 32 bytes, with a prefix that says what it is. */
final class KeyText {
  static final String PUBLIC = "age";
  static final String SECRET = "AGE-SECRET-KEY-";

  private KeyText() {}

  /**
   * Reads a key. The text is never part of an exception, because it may be secret.
   *
   * @throws IllegalArgumentException if the text is not exactly how such a key is written
   */
  static byte[] decode(String prefix, String text) {
    Bech32Address address = Bech32.getDecoder().decode(text);
    byte[] key = address.getData();
    // Written again and compared: the decoder ignores spare bits and takes either case.
    if (key.length != 32 || !encode(prefix, key).equals(text)) {
      throw new IllegalArgumentException("not a key of this kind");
    }
    return key;
  }

  static String encode(String prefix, byte[] key) {
    return Bech32.getEncoder().encode(prefix, key).toString();
  }
}
