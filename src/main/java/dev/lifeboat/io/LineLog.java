package dev.lifeboat.io;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.function.Consumer;

/**
 * A file to which several processes may append lines at once, for what is worth keeping but may be
 * lost: the last lines may be missing or torn after a power cut. Only its owner can read it.
 */
public final class LineLog {
  private final Path file;

  public LineLog(Path file) {
    this.file = file;
  }

  /**
   * Passes every whole line. Lines that the consumer rejects with {@link IllegalArgumentException}
   * are passed over, as torn ones are.
   *
   * @throws FileException if the file is there and can't be read
   */
  public void read(Consumer<String> consumer) {
    // ISO-8859-1 takes any bytes, so that damage shows in a line and not as a failure of the file.
    try (BufferedReader lines = Files.newBufferedReader(file, StandardCharsets.ISO_8859_1)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        pass(line, consumer);
      }
    } catch (NoSuchFileException e) {
      // Nothing was appended yet.
    } catch (IOException e) {
      throw FileException.cannot("read", file, e);
    }
  }

  /**
   * Appends one line of ASCII.
   *
   * @throws FileException if it can't be written
   */
  public void append(String line) {
    ByteBuffer bytes = ByteBuffer.wrap((line + "\n").getBytes(StandardCharsets.US_ASCII));
    try (FileChannel channel =
        FileChannel.open(
            file,
            Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.APPEND),
            FileMode.PRIVATE.ofFile())) {
      // One write of one line: with O_APPEND lines of several processes don't mix.
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
    } catch (IOException e) {
      throw FileException.cannot("write", file, e);
    }
  }

  private static void pass(String line, Consumer<String> consumer) {
    try {
      consumer.accept(line);
    } catch (IllegalArgumentException e) {
      // A torn or damaged line is worth nothing, and the others are as good as before.
    }
  }
}
