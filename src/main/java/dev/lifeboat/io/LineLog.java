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
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * A file to which several processes may append lines at once, for what is worth keeping but may be
 * lost: the last lines may be missing or torn after a power cut. Only its owner can read it.
 */
public final class LineLog {
  private static final int ATTEMPTS = 5;
  private static final Object NONE = new Object();

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
    byte[] bytes = (line + "\n").getBytes(StandardCharsets.US_ASCII);
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      Object before = identity();
      write(ByteBuffer.wrap(bytes));
      // Written into a file that was replaced meanwhile it might be lost; twice it does no harm.
      if (before.equals(NONE) || before.equals(identity())) {
        return;
      }
    }
  }

  /**
   * Replaces all lines by fewer that say the same. Others see the old lines or the new ones, and
   * what they append meanwhile stays. Does nothing where somebody else is about it.
   *
   * @param shorter gives them, of what {@link #read} passes
   * @throws FileException if it can't be done; the old lines stay
   */
  public void compact(UnaryOperator<List<String>> shorter) {
    Path guard = file.resolveSibling(file.getFileName() + ".lock");
    Optional<HostLock> mine = HostLock.tryTake(guard);
    if (mine.isPresent()) {
      try (HostLock _ = mine.get()) {
        replace(shorter);
      } catch (IOException e) {
        throw FileException.cannot("write", file, e);
      }
    }
  }

  private void replace(UnaryOperator<List<String>> shorter) throws IOException {
    try (FileChannel old = FileChannel.open(file, StandardOpenOption.READ)) {
      byte[] all = rest(old);
      List<String> lines =
          shorter.apply(new String(all, StandardCharsets.ISO_8859_1).lines().toList());
      DurableFiles.replace(
          file,
          FileMode.PRIVATE,
          out -> {
            for (String line : lines) {
              out.write((line + "\n").getBytes(StandardCharsets.ISO_8859_1));
            }
          });
      // What was appended to the old one before it was replaced. Later ones see that it was.
      byte[] tail = rest(old);
      if (tail.length > 0) {
        write(ByteBuffer.wrap(tail));
      }
    } catch (NoSuchFileException e) {
      // Nothing was appended yet.
    }
  }

  /** From where the last call ended. */
  private static byte[] rest(FileChannel channel) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(Math.toIntExact(channel.size() - channel.position()));
    while (bytes.hasRemaining() && channel.read(bytes) >= 0) {
      // as much as there was
    }
    return Arrays.copyOf(bytes.array(), bytes.position());
  }

  /** Tells the file that is there now from those that it replaced. */
  private Object identity() {
    try {
      Object key = Files.readAttributes(file, BasicFileAttributes.class).fileKey();
      return key == null ? NONE : key;
    } catch (IOException e) {
      return NONE;
    }
  }

  private void write(ByteBuffer bytes) {
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
