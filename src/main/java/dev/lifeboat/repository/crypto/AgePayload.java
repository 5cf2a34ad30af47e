package dev.lifeboat.repository.crypto;

import com.exceptionfactory.jagged.framework.crypto.CipherKey;
import com.exceptionfactory.jagged.framework.crypto.PayloadIvParameterSpec;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.Cipher;

/**
 * The body of an age file: chunks of 64 KiB, each under ChaCha20-Poly1305 with a nonce that counts
 * and marks the last one. Works from array to array; a chunk is a small enough piece for the JDK to
 * use the processor's own instructions from early on.
 */
final class AgePayload {
  private static final int CHUNK = 64 * 1024;
  private static final int TAG = 16;

  private final Cipher cipher;
  private final CipherKey key;
  private final int mode;
  private final PayloadIvParameterSpec nonce = new PayloadIvParameterSpec();

  private AgePayload(CipherKey key, int mode) throws GeneralSecurityException {
    this.cipher = Cipher.getInstance("ChaCha20-Poly1305");
    this.key = key;
    this.mode = mode;
  }

  /** The body's length for a plaintext of this length. */
  static int sealedLength(int plainLength) {
    int chunks = Math.max(1, Math.ceilDiv(plainLength, CHUNK));
    return Math.addExact(plainLength, chunks * TAG);
  }

  /** The plaintext's length for a body of this length. */
  static int plainLength(int sealedLength) throws DamagedObjectException {
    int chunks = Math.ceilDiv(sealedLength, CHUNK + TAG);
    int last = sealedLength - (chunks - 1) * (CHUNK + TAG);
    // Only an empty plaintext has an empty chunk.
    if (chunks == 0 || last < TAG || (last == TAG && chunks > 1)) {
      throw new DamagedObjectException("is cut off", null);
    }
    return sealedLength - chunks * TAG;
  }

  static void seal(CipherKey key, byte[] plain, int offset, int length, byte[] to, int toOffset)
      throws GeneralSecurityException {
    AgePayload payload = new AgePayload(key, Cipher.ENCRYPT_MODE);
    int end = offset + length;
    int out = toOffset;
    int in = offset;
    do {
      int size = Math.min(CHUNK, end - in);
      out += payload.chunk(plain, in, size, in + size == end, to, out);
      in += size;
    } while (in < end);
  }

  /** Decrypts a body into an array, from its start. */
  static void open(CipherKey key, byte[] sealed, int offset, int length, byte[] to)
      throws GeneralSecurityException {
    AgePayload payload = new AgePayload(key, Cipher.DECRYPT_MODE);
    int end = offset + length;
    int out = 0;
    for (int in = offset; in < end; in += CHUNK + TAG) {
      int size = Math.min(CHUNK + TAG, end - in);
      out += payload.chunk(sealed, in, size, in + size == end, to, out);
    }
  }

  /** Decrypts a body chunk by chunk, and says whether it is the given plaintext. */
  static boolean opensTo(
      CipherKey key, byte[] sealed, int offset, int length, byte[] plain, int plainOffset)
      throws GeneralSecurityException {
    AgePayload payload = new AgePayload(key, Cipher.DECRYPT_MODE);
    byte[] opened = new byte[CHUNK];
    int end = offset + length;
    int at = plainOffset;
    for (int in = offset; in < end; in += CHUNK + TAG) {
      int size = Math.min(CHUNK + TAG, end - in);
      int got = payload.chunk(sealed, in, size, in + size == end, opened, 0);
      if (!Arrays.equals(opened, 0, got, plain, at, at + got)) {
        return false;
      }
      at += got;
    }
    return true;
  }

  private int chunk(byte[] from, int in, int size, boolean last, byte[] to, int out)
      throws GeneralSecurityException {
    if (last) {
      nonce.setLastChunkFlag();
    }
    cipher.init(mode, key, nonce);
    nonce.incrementInitializationVector();
    return cipher.doFinal(from, in, size, to, out);
  }
}
