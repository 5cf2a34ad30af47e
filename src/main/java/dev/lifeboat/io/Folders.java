package dev.lifeboat.io;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Stream;

/** Folders whose entries are durable. */
public final class Folders {
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
      mode.completeFolder(folder);
    } catch (FileAlreadyExistsException e) {
      if (!Files.isDirectory(folder)) {
        throw e;
      }
    }
    if (parent != null) {
      sync(parent);
    }
  }

  /**
   * The files in a folder whose names end so, in order; none if there is no such folder.
   *
   * @throws FileException if it can't be read
   */
  public static List<Path> list(Path folder, String suffix) {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(suffix)).sorted().toList();
    } catch (NoSuchFileException e) {
      return List.of();
    } catch (IOException e) {
      throw FileException.cannot("read", folder, e);
    }
  }

  /** Some network and FUSE file systems have no fsync of a folder: they write names through. */
  static boolean unsupported(IOException e) {
    String text = e.getMessage();
    return "Invalid argument".equals(text)
        || "Operation not supported".equals(text)
        || "Function not implemented".equals(text);
  }
}
