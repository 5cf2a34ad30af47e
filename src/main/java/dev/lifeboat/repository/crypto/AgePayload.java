package dev.lifeboat.repository.crypto;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import com.exceptionfactory.jagged.framework.crypto.CipherKey;
import com.exceptionfactory.jagged.framework.crypto.PayloadIvParameterSpec;
import java.lang.foreign.MemorySegment;
import java.security.GeneralSecurityException;
import javax.crypto.Cipher;

/**
 * The body of an age file: chunks of 64 KiB, each under ChaCha20-Poly1305 with a nonce that counts
 * and marks the last one. A chunk is copied into an array and from there into another one, which
 * the processor's caches hold; it is a small enough piece for the JDK to use the processor's own
 * instructions from early on.
 */
final class AgePayload {
  private static final int CHUNK = 64 * 1024;
  private static final int TAG = 16;

  private final Cipher cipher;
  private final CipherKey key;
  private final int mode;
  private final PayloadIvParameterSpec nonce = new PayloadIvParameterSpec();
  private final byte[] in = new byte[CHUNK + TAG];
  private final byte[] out = new byte[CHUNK + TAG];

  private AgePayload(CipherKey key, int mode) throws GeneralSecurityException {
    this.cipher = Cipher.getInstance("ChaCha20-Poly1305");
    this.key = key;
    this.mode = mode;
  }

  /** The body's length for a plaintext of this length. */
  static long sealedLength(long plainLength) {
    long chunks = Math.max(1, Math.ceilDiv(plainLength, CHUNK));
    return Math.addExact(plainLength, chunks * TAG);
  }

  /** The plaintext's length for a body of this length. */
  static long plainLength(long sealedLength) throws DamagedObjectException {
    long chunks = Math.ceilDiv(sealedLength, CHUNK + TAG);
    long last = sealedLength - (chunks - 1) * (CHUNK + TAG);
    // Only an empty plaintext has an empty chunk.
    if (chunks == 0 || last < TAG || (last == TAG && chunks > 1)) {
      throw new DamagedObjectException("is cut off", null);
    }
    return sealedLength - chunks * TAG;
  }

  /** Encrypts into a range that has the sealed length. */
  static void seal(CipherKey key, MemorySegment plain, MemorySegment to)
      throws GeneralSecurityException {
    AgePayload payload = new AgePayload(key, Cipher.ENCRYPT_MODE);
    long end = plain.byteSize();
    long at = 0;
    long outAt = 0;
    do {
      int size = (int) Math.min(CHUNK, end - at);
      int got = payload.chunk(plain, at, size, at + size == end);
      MemorySegment.copy(payload.out, 0, to, JAVA_BYTE, outAt, got);
      at += size;
      outAt += got;
    } while (at < end);
  }

  /** Decrypts a body into a range that has the plaintext's length. */
  static void open(CipherKey key, MemorySegment sealed, MemorySegment to)
      throws GeneralSecurityException {
    AgePayload payload = new AgePayload(key, Cipher.DECRYPT_MODE);
    long end = sealed.byteSize();
    long outAt = 0;
    for (long at = 0; at < end; at += CHUNK + TAG) {
      int size = (int) Math.min(CHUNK + TAG, end - at);
      int got = payload.chunk(sealed, at, size, at + size == end);
      MemorySegment.copy(payload.out, 0, to, JAVA_BYTE, outAt, got);
      outAt += got;
    }
  }

  /** Decrypts a body chunk by chunk, and says whether it is the given plaintext. */
  static boolean opensTo(CipherKey key, MemorySegment sealed, MemorySegment plain)
      throws GeneralSecurityException {
    AgePayload payload = new AgePayload(key, Cipher.DECRYPT_MODE);
    MemorySegment opened = MemorySegment.ofArray(payload.out);
    long end = sealed.byteSize();
    long plainAt = 0;
    for (long at = 0; at < end; at += CHUNK + TAG) {
      int size = (int) Math.min(CHUNK + TAG, end - at);
      int got = payload.chunk(sealed, at, size, at + size == end);
      if (opened.asSlice(0, got).mismatch(plain.asSlice(plainAt, got)) >= 0) {
        return false;
      }
      plainAt += got;
    }
    return true;
  }

  /** Puts the result at the beginning of {@code out}; returns its length. */
  private int chunk(MemorySegment from, long at, int size, boolean last)
      throws GeneralSecurityException {
    MemorySegment.copy(from, JAVA_BYTE, at, in, 0, size);
    if (last) {
      nonce.setLastChunkFlag();
    }
    cipher.init(mode, key, nonce);
    nonce.incrementInitializationVector();
    return cipher.doFinal(in, 0, size, out, 0);
  }
}
