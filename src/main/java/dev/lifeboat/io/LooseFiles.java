package dev.lifeboat.io;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * Files for what is worth keeping but may be lost. Others see a whole file or none, but after a
 * power cut it may be there with any content: who reads it must find that out.
 */
public final class LooseFiles {
  private static final int BUFFER = 64 * 1024;

  private LooseFiles() {}

  /**
   * Creates a file, or replaces the one that is there.
   *
   * @throws FileException if it can't be written; then the old one stays
   * @throws UncheckedIOException if the body throws an {@link IOException}
   */
  public static void replace(Path file, FileMode mode, FileBody body) {
    Path temp = TempFile.nextTo(file);
    try {
      try (FileChannel channel = TempFile.open(temp, mode);
          OutputStream out = new BufferedOutputStream(Channels.newOutputStream(channel), BUFFER)) {
        body.writeTo(out);
      }
      Files.move(temp, file, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      remove(temp);
      throw FileException.cannot("write", file, e);
    }
  }

  private static void remove(Path temp) {
    try {
      Files.deleteIfExists(temp);
    } catch (IOException e) {
      // The outcome is decided already, and a later sweep removes the file.
    }
  }
}
