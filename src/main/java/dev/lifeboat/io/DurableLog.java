package dev.lifeboat.io;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * A file of lines that only grows, for what must not be lost: each append sees the end of the file,
 * happens alone among all processes of the host, and is on the disk when it returns.
 */
public final class DurableLog {
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final int CHUNK = 64 * 1024;

  private final Path file;

  public DurableLog(Path file) {
    this.file = file;
  }

  /**
   * How the file ends.
   *
   * @param first the first line, without its line feed; empty if there is none
   * @param last the last line likewise, also a torn one
   * @param torn whether the last line has no line feed: whoever wrote it was cut off
   */
  public record Tail(Optional<String> first, Optional<String> last, boolean torn) {}

  /**
   * Appends lines of ASCII. A torn last line gets its line feed first.
   *
   * @param lines gives them, by how the file ends
   * @throws FileException if it can't be written; what was written of the lines is taken back, as
   *     far as that can be done
   */
  public void append(Function<Tail, List<String>> lines) {
    // An interrupted thread can't write, and what is written here is about why it was interrupted.
    boolean interrupted = Thread.interrupted();
    try (HostLock _ = lock();
        FileChannel channel =
            FileChannel.open(
                file,
                Set.of(
                    StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE),
                FileMode.PRIVATE.ofFile())) {
      long size = channel.size();
      Tail tail = tail(channel, size);
      StringBuilder text = new StringBuilder(tail.torn() ? "\n" : "");
      lines.apply(tail).forEach(line -> text.append(line).append('\n'));
      write(channel, size, text.toString());
      if (size == 0) {
        DurableFiles.sync(folder());
      }
    } catch (IOException e) {
      throw FileException.cannot("write", file, e);
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /**
   * How the file ends now.
   *
   * @throws FileException if the file is there and can't be read
   */
  public Tail tail() {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      return tail(channel, channel.size());
    } catch (NoSuchFileException e) {
      return new Tail(Optional.empty(), Optional.empty(), false);
    } catch (IOException e) {
      throw FileException.cannot("read", file, e);
    }
  }

  /**
   * Passes all lines without their line feeds, the last one also if it is torn.
   *
   * @throws FileException if the file is there and can't be read
   */
  public void read(Consumer<String> consumer) {
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
      // Not a reader of lines: those take a carriage return for an end, and here bytes count.
      ByteArrayOutputStream line = new ByteArrayOutputStream();
      for (int b = in.read(); b >= 0; b = in.read()) {
        if (b == '\n') {
          consumer.accept(text(line.toByteArray()));
          line.reset();
        } else {
          line.write(b);
        }
      }
      if (line.size() > 0) {
        consumer.accept(text(line.toByteArray()));
      }
    } catch (NoSuchFileException e) {
      // Nothing was appended yet.
    } catch (IOException e) {
      throw FileException.cannot("read", file, e);
    }
  }

  private HostLock lock() {
    DurableFiles.createFolders(folder(), FileMode.PRIVATE);
    Path guard = file.resolveSibling(file.getFileName() + ".lock");
    return HostLock.take(guard, PATIENCE);
  }

  private Path folder() {
    return Optional.ofNullable(file.toAbsolutePath().getParent()).orElseThrow();
  }

  private static void write(FileChannel channel, long size, String text) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII));
    try {
      channel.position(size);
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      channel.force(true);
    } catch (IOException e) {
      try {
        channel.truncate(size);
      } catch (IOException again) {
        // The next one finds a torn line, and says so.
        e.addSuppressed(again);
      }
      throw e;
    }
  }

  private static Tail tail(FileChannel channel, long size) throws IOException {
    if (size == 0) {
      return new Tail(Optional.empty(), Optional.empty(), false);
    }
    boolean torn = bytes(channel, size - 1, 1)[0] != '\n';
    long end = torn ? size : size - 1;
    return new Tail(
        Optional.of(text(first(channel, size))), Optional.of(text(last(channel, end))), torn);
  }

  private static byte[] first(FileChannel channel, long size) throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (long at = 0; at < size; at += CHUNK) {
      for (byte b : bytes(channel, at, (int) Math.min(CHUNK, size - at))) {
        if (b == '\n') {
          return line.toByteArray();
        }
        line.write(b);
      }
    }
    return line.toByteArray();
  }

  /** The line that ends before {@code end}. */
  private static byte[] last(FileChannel channel, long end) throws IOException {
    long start = end;
    while (start > 0) {
      int length = (int) Math.min(CHUNK, start);
      byte[] chunk = bytes(channel, start - length, length);
      for (int i = length - 1; i >= 0; i--) {
        if (chunk[i] == '\n') {
          return bytes(
              channel, start - length + i + 1, Math.toIntExact(end - start + length - i - 1));
        }
      }
      start -= length;
    }
    return bytes(channel, 0, Math.toIntExact(end));
  }

  private static byte[] bytes(FileChannel channel, long at, int length) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(length);
    while (buffer.hasRemaining()) {
      if (channel.read(buffer, at + buffer.position()) < 0) {
        throw new IOException("it became shorter meanwhile");
      }
    }
    return buffer.array();
  }

  /** One character for each byte, so that damage shows in a line and not as a failure. */
  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }
}
