package dev.lifeboat.repository.crypto;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * scrypt (RFC 7914) with a block size of 8 and no parallelism, as age uses it. Its table, 256 MiB
 * for a file of {@code age -p}, is outside the heap, which has no room for it.
 */
final class Scrypt {
  private static final ValueLayout.OfInt INT =
      ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  private static final int WORDS = 32 * 8;
  private static final int KEY = 32;

  private final int[] mixed = new int[WORDS];
  private final int[] state = new int[16];
  private final int[] work = new int[16];

  private Scrypt() {}

  /**
   * Derives a key of 32 bytes.
   *
   * @param logWork the table has two to the power of this entries of 1 KiB
   */
  static byte[] derive(String passphrase, byte[] salt, int logWork)
      throws GeneralSecurityException {
    byte[] secret = passphrase.getBytes(StandardCharsets.UTF_8);
    byte[] block = pbkdf2(secret, salt, WORDS * Integer.BYTES);
    new Scrypt().mix(MemorySegment.ofArray(block), 1 << logWork);
    return pbkdf2(secret, block, KEY);
  }

  private void mix(MemorySegment block, int entries) {
    int[] x = block.toArray(INT);
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment table = arena.allocate((long) entries * WORDS * Integer.BYTES);
      for (int i = 0; i < entries; i++) {
        MemorySegment.copy(x, 0, table, INT, at(i), WORDS);
        mixBlock(x);
      }
      for (int i = 0; i < entries; i++) {
        long from = at(x[WORDS - 16] & (entries - 1));
        for (int word = 0; word < WORDS; word++) {
          x[word] ^= table.get(INT, from + (long) word * Integer.BYTES);
        }
        mixBlock(x);
      }
      table.fill((byte) 0);
    }
    MemorySegment.copy(x, 0, block, INT, 0, WORDS);
  }

  private static long at(int entry) {
    return (long) entry * WORDS * Integer.BYTES;
  }

  /** BlockMix: the even results go to the first half, the odd ones to the second. */
  private void mixBlock(int[] x) {
    System.arraycopy(x, WORDS - 16, state, 0, 16);
    for (int i = 0; i < WORDS / 16; i++) {
      for (int word = 0; word < 16; word++) {
        state[word] ^= x[i * 16 + word];
      }
      salsa();
      System.arraycopy(state, 0, mixed, (i / 2 + (i & 1) * (WORDS / 32)) * 16, 16);
    }
    System.arraycopy(mixed, 0, x, 0, WORDS);
  }

  /** Salsa20/8 of the state, into the state. */
  private void salsa() {
    System.arraycopy(state, 0, work, 0, 16);
    for (int round = 0; round < 4; round++) {
      for (int i = 0; i < 4; i++) {
        quarter(5 * i, (5 * i + 4) & 15, (5 * i + 8) & 15, (5 * i + 12) & 15);
      }
      for (int i = 0; i < 4; i++) {
        int row = 4 * i;
        quarter(row + i, row + ((i + 1) & 3), row + ((i + 2) & 3), row + ((i + 3) & 3));
      }
    }
    for (int i = 0; i < 16; i++) {
      state[i] += work[i];
    }
  }

  private void quarter(int a, int b, int c, int d) {
    work[b] ^= Integer.rotateLeft(work[a] + work[d], 7);
    work[c] ^= Integer.rotateLeft(work[b] + work[a], 9);
    work[d] ^= Integer.rotateLeft(work[c] + work[b], 13);
    work[a] ^= Integer.rotateLeft(work[d] + work[c], 18);
  }

  /** PBKDF2 with HMAC-SHA-256 and one iteration. */
  private static byte[] pbkdf2(byte[] secret, byte[] salt, int length)
      throws GeneralSecurityException {
    Mac mac = Mac.getInstance("HmacSHA256");
    // HMAC pads a key with zeros, so that this stands for no passphrase at all.
    mac.init(new SecretKeySpec(secret.length == 0 ? new byte[1] : secret, "HmacSHA256"));
    MemorySegment derived = MemorySegment.ofArray(new byte[length]);
    for (int block = 1, at = 0; at < length; block++) {
      mac.update(salt);
      mac.update(new byte[] {0, 0, 0, (byte) block});
      byte[] part = mac.doFinal();
      MemorySegment.copy(part, 0, derived, JAVA_BYTE, at, part.length);
      at += part.length;
    }
    return derived.toArray(JAVA_BYTE);
  }
}
