package dev.lifeboat.source.mongo.dump;

import dev.lifeboat.io.FileException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.function.LongConsumer;

/** The bytes of a file as it is on the disk, counted and hashed while they are read. */
final class DumpFile extends InputStream {
  private final Path path;
  private final InputStream in;
  private final LongConsumer progress;
  private final MessageDigest sha256 = sha256();
  private long position;

  private DumpFile(Path path, InputStream in, LongConsumer progress) {
    this.path = path;
    this.in = in;
    this.progress = progress;
  }

  /**
   * Opens a file.
   *
   * @param progress told how many more bytes were read
   * @throws FileException if it can't be read
   */
  static DumpFile open(Path path, LongConsumer progress) {
    try {
      return new DumpFile(path, Files.newInputStream(path), progress);
    } catch (IOException e) {
      throw FileException.cannot("read", path, e);
    }
  }

  /** How many bytes were read so far. */
  long position() {
    return position;
  }

  /** Reads what is left, and tells the digest of the whole file. */
  String digest() {
    var buffer = new byte[64 << 10];
    while (read(buffer, 0, buffer.length) >= 0) {
      // Reading is enough.
    }
    return HexFormat.of().formatHex(sha256.digest());
  }

  @Override
  public int read() {
    var one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) {
    try {
      int read = in.read(buffer, offset, length);
      if (read > 0) {
        sha256.update(buffer, offset, read);
        position += read;
        progress.accept(read);
      }
      return read;
    } catch (IOException e) {
      throw FileException.cannot("read", path, e);
    }
  }

  @Override
  public void close() {
    try {
      in.close();
    } catch (IOException e) {
      // Everything that counts has been read.
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
