package dev.lifeboat.source.mongo.dump;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.function.LongSupplier;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/** Decompresses gzip, and says in words what is wrong with it. */
final class GzipStream extends InputStream {
  private static final int BUFFER = 64 << 10;

  private final InputStream in;
  private final LongSupplier position;

  private GzipStream(InputStream in, LongSupplier position) {
    this.in = in;
    this.position = position;
  }

  /**
   * @param position how much of the file was read
   */
  static GzipStream open(InputStream in, LongSupplier position) throws IOException {
    try {
      return new GzipStream(new GZIPInputStream(in, BUFFER), position);
    } catch (EOFException | ZipException e) {
      throw damage(e, position);
    }
  }

  @Override
  public int read() throws IOException {
    var one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    try {
      return in.read(buffer, offset, length);
    } catch (EOFException | ZipException e) {
      throw damage(e, position);
    }
  }

  @Override
  public void close() throws IOException {
    in.close();
  }

  private static DamageException damage(IOException cause, LongSupplier position) {
    String at = String.format(Locale.ROOT, "%,d", position.getAsLong());
    return new DamageException(
        cause instanceof EOFException
            ? "is cut off at byte " + at + " of the file, in the middle of its gzip data"
            : "is damaged at or before byte " + at + " of the file: its gzip data is not valid",
        cause);
  }
}
