package dev.lifeboat.source;

import java.util.HexFormat;

/**
 * What was in a set of documents, whatever their order: the sum, modulo 2^256, of the SHA-256 of
 * each raw document, with their number and length. It finds accidents; against a forger it is the
 * manifest's signature that counts.
 *
 * @param sum 64 hexadecimal digits, the most significant first
 * @param documents how many documents
 * @param bytes the length of all of them
 */
public record Fingerprint(String sum, long documents, long bytes) {
  /** The fingerprint of no documents. */
  public static final Fingerprint EMPTY = new Fingerprint("0".repeat(64), 0, 0);

  public Fingerprint {
    if (sum.length() != 64 || !sum.chars().allMatch(HexFormat::isHexDigit)) {
      throw new IllegalArgumentException("not a fingerprint: '" + sum + "'");
    }
    if (documents < 0 || bytes < 0) {
      throw new IllegalArgumentException("negative count: " + documents + ", " + bytes);
    }
  }
}
