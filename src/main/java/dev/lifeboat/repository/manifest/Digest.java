package dev.lifeboat.repository.manifest;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * A SHA-256.
 *
 * @param hex 64 lower-case hexadecimal digits
 */
public record Digest(String hex) {
  /** Java uses the processor's own instructions only in code that was called often. */
  private static final int PIECE = 64 << 10;

  public Digest {
    if (!isHex(hex)) {
      throw new IllegalArgumentException("not a SHA-256: '" + hex + "'");
    }
  }

  // There are thousands of them in a list.
  private static boolean isHex(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if ((c < '0' || c > '9') && (c < 'a' || c > 'f')) {
        return false;
      }
    }
    return text.length() == 64;
  }

  /** The digest of a range of an array. */
  public static Digest of(byte[] bytes, int offset, int length) {
    return of(ByteBuffer.wrap(bytes, offset, length));
  }

  /** The digest of what remains in a buffer, which is read to its end. */
  public static Digest of(ByteBuffer bytes) {
    try {
      MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
      int end = bytes.limit();
      while (bytes.position() < end) {
        bytes.limit(Math.min(end, bytes.position() + PIECE));
        sha256.update(bytes);
      }
      bytes.limit(end);
      return new Digest(HexFormat.of().formatHex(sha256.digest()));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java has SHA-256", e);
    }
  }

  public static Digest of(byte[] bytes) {
    return of(bytes, 0, bytes.length);
  }

  @Override
  public String toString() {
    return hex;
  }
}
