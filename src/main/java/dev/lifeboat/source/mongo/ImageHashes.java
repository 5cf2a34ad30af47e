package dev.lifeboat.source.mongo;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Remembers the hash of every document that was captured, in a temporary file, so that changed ones
 * can be taken out of the fingerprint later. The file has no content of documents, and is removed
 * when this is closed. Written by one thread.
 */
final class ImageHashes implements CollectionReader.Consumer, AutoCloseable {
  private static final int DIGEST = 32;

  private final Path folder;
  private final MessageDigest sha256 = Image.sha256();
  private Optional<Path> file = Optional.empty();
  private Optional<DataOutputStream> out = Optional.empty();

  ImageHashes(Path folder) {
    this.folder = folder;
  }

  @Override
  public void accept(byte[] buffer, int offset, int length) {
    try {
      DataOutputStream stream = stream();
      for (int at = offset; at < offset + length; at += RawBson.int32(buffer, at)) {
        int size = RawBson.int32(buffer, at);
        sha256.update(buffer, at, size);
        stream.writeLong(IdKey.of(buffer, at).hash64());
        stream.writeInt(size);
        stream.write(sha256.digest());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** No more documents will come. */
  void end() {
    try {
      if (out.isPresent()) {
        out.get().close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    out = Optional.empty();
  }

  /** Finds the images of documents whose {@code _id} has one of these hashes. */
  void find(Set<Long> hashes, Consumer<Image> consumer) {
    if (file.isEmpty()) {
      return;
    }
    try (var in =
        new DataInputStream(new BufferedInputStream(Files.newInputStream(file.get()), 1 << 16))) {
      while (true) {
        long hash = in.readLong();
        int length = in.readInt();
        byte[] digest = in.readNBytes(DIGEST);
        if (hashes.contains(hash)) {
          consumer.accept(new Image(new BigInteger(1, digest), length));
        }
      }
    } catch (EOFException e) {
      // The end.
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private DataOutputStream stream() throws IOException {
    if (out.isEmpty()) {
      // A scratch file: nothing of it has to survive.
      Path created = Files.createTempFile(folder, "lifeboat-hashes-", ".tmp");
      file = Optional.of(created);
      out =
          Optional.of(
              new DataOutputStream(
                  new BufferedOutputStream(Files.newOutputStream(created), 1 << 16)));
    }
    return out.get();
  }

  @Override
  public void close() {
    end();
    try {
      if (file.isPresent()) {
        Files.deleteIfExists(file.get());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    file = Optional.empty();
  }
}
