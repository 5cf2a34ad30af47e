package dev.lifeboat.source;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.security.DigestException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * Adds up a {@link Fingerprint}. Not safe for use by several threads; give each its own and {@link
 * #merge} them.
 */
public final class FingerprintSum {
  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
  private static final int SHORTEST_DOCUMENT = 5;

  private final MessageDigest sha256 = sha256();
  private final byte[] digest = new byte[32];
  // 256 bits, the least significant limb first.
  private final long[] limbs = new long[4];
  private long documents;
  private long bytes;

  /** What was added up before, to go on from. */
  public static FingerprintSum of(Fingerprint fingerprint) {
    FingerprintSum sum = new FingerprintSum();
    for (int i = 0; i < 4; i++) {
      int from = 16 * (3 - i);
      sum.limbs[i] = Long.parseUnsignedLong(fingerprint.sum(), from, from + 16, 16);
    }
    sum.documents = fingerprint.documents();
    sum.bytes = fingerprint.bytes();
    return sum;
  }

  /** Adds one raw document. */
  public void add(byte[] buffer, int offset, int length) {
    hash(buffer, offset, length);
    documents++;
    bytes += length;
    long carry = 0;
    for (int i = 0; i < 4; i++) {
      long limb = (long) LONG.get(digest, 24 - 8 * i);
      long sum = limbs[i] + limb;
      long carried = sum + carry;
      carry = Long.compareUnsigned(sum, limb) < 0 || Long.compareUnsigned(carried, sum) < 0 ? 1 : 0;
      limbs[i] = carried;
    }
  }

  /** Takes away a document that was added before. */
  public void remove(byte[] buffer, int offset, int length) {
    hash(buffer, offset, length);
    documents--;
    bytes -= length;
    long borrow = 0;
    for (int i = 0; i < 4; i++) {
      long limb = (long) LONG.get(digest, 24 - 8 * i);
      long difference = limbs[i] - limb;
      long borrowed = difference - borrow;
      borrow =
          Long.compareUnsigned(limbs[i], limb) < 0 || Long.compareUnsigned(difference, borrow) < 0
              ? 1
              : 0;
      limbs[i] = borrowed;
    }
  }

  /**
   * Adds documents that follow one another, each beginning with its length as BSON has it.
   *
   * @throws IllegalArgumentException if the lengths don't fit together
   */
  public void addAll(byte[] buffer, int offset, int length) {
    int end = offset + length;
    int at = offset;
    while (at < end) {
      int size = documentLength(buffer, at, end);
      add(buffer, at, size);
      at += size;
    }
  }

  /** Adds what another has added up; the other one stays as it is. */
  public void merge(FingerprintSum other) {
    documents += other.documents;
    bytes += other.bytes;
    long carry = 0;
    for (int i = 0; i < 4; i++) {
      long limb = other.limbs[i];
      long sum = limbs[i] + limb;
      long carried = sum + carry;
      carry = Long.compareUnsigned(sum, limb) < 0 || Long.compareUnsigned(carried, sum) < 0 ? 1 : 0;
      limbs[i] = carried;
    }
  }

  /** Whether so many documents of so many bytes together were added up. */
  public boolean isOf(long count, long length) {
    return documents == count && bytes == length;
  }

  /** What was added so far. */
  public Fingerprint fingerprint() {
    StringBuilder sum = new StringBuilder(64);
    for (int i = 3; i >= 0; i--) {
      sum.append(HexFormat.of().toHexDigits(limbs[i]));
    }
    return new Fingerprint(sum.toString(), documents, bytes);
  }

  /**
   * The length of the document that begins at {@code at}.
   *
   * @throws IllegalArgumentException if no whole document begins there
   */
  public static int documentLength(byte[] buffer, int at, int end) {
    int size = end - at < SHORTEST_DOCUMENT ? 0 : (int) INT.get(buffer, at);
    if (size < SHORTEST_DOCUMENT || size > end - at) {
      throw new IllegalArgumentException("no whole document at offset " + at);
    }
    return size;
  }

  private void hash(byte[] buffer, int offset, int length) {
    try {
      sha256.update(buffer, offset, length);
      sha256.digest(digest, 0, digest.length);
    } catch (DigestException e) {
      throw new AssertionError(e);
    }
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java has SHA-256", e);
    }
  }
}
