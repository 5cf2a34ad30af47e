package dev.lifeboat.io;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.UUID;

/** A complete file on the disk, still under a name that nobody looks for. */
final class TempFile implements AutoCloseable {
  static final String PREFIX = ".tmp-";
  private static final int BUFFER = 64 * 1024;

  private final Path path;

  private TempFile(Path path) {
    this.path = path;
  }

  /** Writes the body beside the target, and makes its bytes durable. */
  static TempFile write(Path target, FileMode mode, FileBody body) throws IOException {
    TempFile temp = new TempFile(nextTo(target));
    try (FileChannel channel = open(temp.path, mode)) {
      mode.completeFile(temp.path);
      fill(channel, target, body);
      // The mode allows no more than the owner's reading at times; the open channel writes all the
      // same, since the mode counts only for those who open the file later.
      channel.force(true);
    } catch (IOException | RuntimeException | Error e) {
      temp.close();
      throw e;
    }
    return temp;
  }

  static Path nextTo(Path target) {
    return DurableFiles.folderOf(target).resolve(PREFIX + UUID.randomUUID());
  }

  static FileChannel open(Path file, FileMode mode) throws IOException {
    return FileChannel.open(
        file, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), mode.ofFile());
  }

  private static void fill(FileChannel channel, Path target, FileBody body) throws IOException {
    ChannelSink sink = new ChannelSink(channel, target);
    OutputStream out = new BufferedOutputStream(sink, BUFFER);
    try {
      body.writeTo(out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    out.flush();
    if (channel.size() != sink.written()) {
      throw new IOException(
          "the file has " + channel.size() + " bytes after " + sink.written() + " were written");
    }
  }

  Path path() {
    return path;
  }

  /** Removes the temporary name, if it is still there. */
  @Override
  public void close() {
    try {
      Files.deleteIfExists(path);
    } catch (IOException e) {
      // The outcome is decided already, and a later sweep removes the file.
    }
  }
}
