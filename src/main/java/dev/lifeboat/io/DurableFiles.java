package dev.lifeboat.io;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;

/**
 * Files and folders that survive a power cut once a method has returned, on Linux and macOS.
 *
 * <p>Nobody ever sees a file that is partly written: it grows under a temporary name in the same
 * folder, which begins with {@value TempFile#PREFIX}, and gets its own name at the end. A process
 * that is killed may leave a temporary file behind: see {@link #sweep}.
 *
 * <p>All methods throw {@link FileException}. The last part of a path is never followed if it is a
 * symbolic link; folders before it are.
 */
public final class DurableFiles {
  private DurableFiles() {}

  /**
   * Creates a file that isn't there yet. Of several threads or processes that create the same file
   * at once, exactly one succeeds.
   *
   * @throws FileException EXISTS, if there is such a file, which then is durable too; MISSING, if
   *     there is no such folder. Only after OTHER may the file be there nevertheless, and whole
   * @throws UncheckedIOException if the body throws an {@link IOException}
   */
  public static void create(Path file, FileMode mode, FileBody body) {
    Path folder = folderOf(file);
    try {
      if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
        throw new FileAlreadyExistsException(file.toString());
      }
      try (TempFile temp = TempFile.write(file, mode, body)) {
        NewName.give(temp.path(), file);
      }
      Folders.sync(folder);
    } catch (FileAlreadyExistsException e) {
      // Callers rely on the file that is there, so its name must be as durable as their own.
      sync(folder);
      throw FileException.cannot("create", file, e);
    } catch (IOException e) {
      throw FileException.cannot("create", file, e);
    }
  }

  /**
   * Creates a file, or replaces the one that is there: others see the old content or the new one.
   * Made for small files; the new one has the given mode, whatever the old one's was.
   *
   * @throws UncheckedIOException if the body throws an {@link IOException}; the old file stays
   */
  public static void replace(Path file, FileMode mode, FileBody body) {
    try (TempFile temp = TempFile.write(file, mode, body)) {
      Files.move(temp.path(), file, StandardCopyOption.ATOMIC_MOVE);
      Folders.sync(folderOf(file));
    } catch (IOException e) {
      throw FileException.cannot("write", file, e);
    }
  }

  /**
   * Replaces the content of a file: others see the old content or the new one. Mode and, where this
   * process may give it, owner and group stay as they are; a symbolic link stays one.
   */
  public static void rewrite(Path file, FileBody body) {
    try {
      Path real = file.toRealPath();
      PosixFileAttributes old = Files.readAttributes(real, PosixFileAttributes.class);
      try (TempFile temp = TempFile.write(real, FileMode.PRIVATE, body)) {
        PosixFileAttributeView view =
            Files.getFileAttributeView(temp.path(), PosixFileAttributeView.class);
        PosixFileAttributes own = view.readAttributes();
        if (!own.group().equals(old.group())) {
          view.setGroup(old.group());
        }
        if (!own.owner().equals(old.owner())) {
          view.setOwner(old.owner());
        }
        view.setPermissions(old.permissions());
        Files.move(temp.path(), real, StandardCopyOption.ATOMIC_MOVE);
        Folders.sync(folderOf(real));
      }
    } catch (IOException e) {
      throw FileException.cannot("write", file, e);
    }
  }

  /**
   * Creates a folder and those above it, as far as they aren't there; the mode of those that are
   * stays as it is.
   */
  public static void createFolders(Path folder, FileMode mode) {
    try {
      Folders.create(folder.toAbsolutePath(), mode);
    } catch (FileAlreadyExistsException e) {
      // That file may stand higher up than the folder.
      throw FileException.cannot("create the folder", Path.of(e.getFile()), e);
    } catch (IOException e) {
      throw FileException.cannot("create the folder", folder, e);
    }
  }

  /** Makes the names in a folder durable, also those that others have given or taken away. */
  public static void sync(Path folder) {
    try {
      Folders.sync(folder);
    } catch (IOException e) {
      throw FileException.cannot("make durable what is in", folder, e);
    }
  }

  /** Deletes a file, a symbolic link or an empty folder; succeeds if there is none. */
  public static void delete(Path file) {
    try {
      Files.deleteIfExists(file);
      Path folder = folderOf(file);
      if (Files.isDirectory(folder)) {
        Folders.sync(folder);
      }
    } catch (IOException e) {
      throw FileException.cannot("delete", file, e);
    }
  }

  /**
   * Deletes the temporary files in a folder (not in those below it) that nobody has written to for
   * a day, by the file system's own clock: what killed processes left. Does what it can; never
   * throws.
   */
  public static void sweep(Path folder) {
    Leftovers.sweep(folder);
  }

  static Path folderOf(Path file) {
    Path folder = file.toAbsolutePath().getParent();
    if (folder == null) {
      throw new IllegalArgumentException("not a file: '" + file + "'");
    }
    return folder;
  }
}
