package dev.lifeboat.io;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Folders whose entries are durable. */
final class Folders {
  private Folders() {}

  /** Makes the folder's entries durable, as far as its file system can. */
  static void sync(Path folder) throws IOException {
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    } catch (IOException e) {
      if (!unsupported(e)) {
        throw e;
      }
    }
  }

  static void create(Path folder, FileMode mode) throws IOException {
    if (Files.isDirectory(folder)) {
      return;
    }
    Path parent = folder.getParent();
    if (parent != null) {
      create(parent, mode);
    }
    try {
      Files.createDirectory(folder, mode.ofFolder());
    } catch (FileAlreadyExistsException e) {
      if (!Files.isDirectory(folder)) {
        throw e;
      }
    }
    if (parent != null) {
      sync(parent);
    }
  }

  /** Some network and FUSE file systems have no fsync of a folder: they write names through. */
  private static boolean unsupported(IOException e) {
    String text = e.getMessage();
    return "Invalid argument".equals(text)
        || "Operation not supported".equals(text)
        || "Function not implemented".equals(text);
  }
}
