package dev.lifeboat.source.mongo;

import java.math.BigInteger;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * What a fingerprint knows of one document.
 *
 * @param digest its SHA-256 as a number
 * @param length its bytes
 */
record Image(BigInteger digest, int length) {
  static Image of(byte[] buffer, int offset, int length) {
    MessageDigest sha256 = sha256();
    sha256.update(buffer, offset, length);
    return new Image(new BigInteger(1, sha256.digest()), length);
  }

  static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java has SHA-256", e);
    }
  }
}
