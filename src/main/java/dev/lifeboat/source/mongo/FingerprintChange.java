package dev.lifeboat.source.mongo;

import dev.lifeboat.source.Fingerprint;
import java.math.BigInteger;

/** Works out a fingerprint after some documents went and others came. */
final class FingerprintChange {
  private static final BigInteger MODULUS = BigInteger.ONE.shiftLeft(256);

  private BigInteger sum;
  private long documents;
  private long bytes;

  FingerprintChange(Fingerprint before) {
    this.sum = new BigInteger(before.sum(), 16);
    this.documents = before.documents();
    this.bytes = before.bytes();
  }

  void remove(Image image) {
    sum = sum.subtract(image.digest());
    documents--;
    bytes -= image.length();
  }

  void add(Image image) {
    sum = sum.add(image.digest());
    documents++;
    bytes += image.length();
  }

  Fingerprint after() {
    String hex = sum.mod(MODULUS).toString(16);
    return new Fingerprint("0".repeat(64 - hex.length()) + hex, documents, bytes);
  }
}
