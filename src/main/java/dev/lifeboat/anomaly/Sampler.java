package dev.lifeboat.anomaly;

import dev.lifeboat.repository.manifest.Sample;
import dev.lifeboat.source.StreamName;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.time.Instant;
import java.util.Optional;
import java.util.zip.Deflater;

/**
 * Looks at a stream of documents while it passes: at a small part of its bytes, how well they
 * compress, and at each {@code _id}, when it was made. How many bytes a backup stores wouldn't tell
 * the former, since most of them are stored already. Used by one thread at a time.
 */
public final class Sampler {
  private static final VarHandle LITTLE =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle BIG =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);

  /** {@code _id} and its terminator. */
  private static final int ID = '_' | 'i' << 8 | 'd' << 16;

  private static final byte[] NONE = new byte[0];
  private static final byte OBJECT_ID = 0x07;

  /** A length, a type, a name, and an ObjectId. */
  private static final int SHORTEST = 4 + 1 + 4 + 12;

  /** Bytes that are compressed at a time. */
  private static final int PIECE = 16 << 10;

  /** So many of the first bytes are looked at, ... */
  private static final int FIRST = 4 * PIECE;

  /** ... and then one piece in so many bytes. */
  private static final int STEP = 4 << 20;

  private byte[] piece = NONE;
  private int filled;
  private long seen;
  private long skip;
  private long taken;
  private long packed;
  private long oldest = Long.MAX_VALUE;
  private long newest = Long.MIN_VALUE;

  /** Takes whole documents. */
  public void documents(byte[] buffer, int offset, int length) {
    int end = offset + length;
    int at = offset;
    while (at + 4 <= end) {
      int size = (int) LITTLE.get(buffer, at);
      if (size < 5 || size > end - at) {
        break; // not BSON: nothing to learn from it
      }
      if (size >= SHORTEST
          && buffer[at + 4] == OBJECT_ID
          && (int) LITTLE.get(buffer, at + 5) == ID) {
        long made = Integer.toUnsignedLong((int) BIG.get(buffer, at + 9));
        oldest = Math.min(oldest, made);
        newest = Math.max(newest, made);
      }
      at += size;
    }
    sample(buffer, offset, length);
  }

  /** The stream has ended: what was seen of it stays. */
  public void end() {
    pack();
    piece = NONE;
  }

  /** What was seen of the stream, once it has ended. */
  public Sample sample(StreamName stream) {
    return new Sample(stream, taken, packed, time(oldest), time(newest));
  }

  private void sample(byte[] buffer, int offset, int length) {
    int at = offset;
    int left = length;
    while (left > 0) {
      if (skip > 0) {
        int passed = (int) Math.min(skip, left);
        skip -= passed;
        at += passed;
        left -= passed;
        continue;
      }
      if (piece.length == 0) {
        piece = new byte[PIECE];
      }
      int copied = Math.min(PIECE - filled, left);
      System.arraycopy(buffer, at, piece, filled, copied);
      filled += copied;
      seen += copied;
      at += copied;
      left -= copied;
      if (filled == PIECE) {
        pack();
        skip = seen < FIRST ? 0 : STEP - PIECE;
      }
    }
  }

  private void pack() {
    if (filled == 0) {
      return;
    }
    Deflater deflater = new Deflater(Deflater.BEST_SPEED, true);
    try {
      deflater.setInput(piece, 0, filled);
      deflater.finish();
      byte[] out = new byte[PIECE];
      while (!deflater.finished()) {
        packed += deflater.deflate(out);
      }
    } finally {
      deflater.end();
    }
    taken += filled;
    filled = 0;
  }

  private static Optional<Instant> time(long second) {
    return second == Long.MAX_VALUE || second == Long.MIN_VALUE
        ? Optional.empty()
        : Optional.of(Instant.ofEpochSecond(second));
  }
}
