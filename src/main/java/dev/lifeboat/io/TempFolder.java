package dev.lifeboat.io;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.UserPrincipal;
import org.jspecify.annotations.Nullable;

/**
 * A folder that only its owner can use, and that is removed with all it holds when it is closed.
 */
public final class TempFolder implements AutoCloseable {
  private static final char OWNER_END = '_';

  private final Path path;

  private TempFolder(Path path) {
    this.path = path;
  }

  /**
   * Makes one where the system keeps temporary files.
   *
   * @throws FileException if that isn't possible
   */
  public static TempFolder create(String prefix) {
    try {
      return new TempFolder(Files.createTempDirectory(prefix, FileMode.PRIVATE.ofFolder()));
    } catch (IOException e) {
      throw FileException.cannot(
          "create a folder in", Path.of(System.getProperty("java.io.tmpdir", "/tmp")), e);
    }
  }

  /**
   * The same, and removes those with the same prefix that processes of this user left which were
   * killed. Its name says whose it is.
   *
   * @param prefix of no other folders
   * @throws FileException if none can be made; what can't be removed stays
   */
  public static TempFolder createInPlaceOfDead(String prefix) {
    TempFolder made = create(prefix + HostProcess.current().replace(' ', OWNER_END) + OWNER_END);
    Path place = DurableFiles.folderOf(made.path);
    try (DirectoryStream<Path> others = Files.newDirectoryStream(place)) {
      UserPrincipal user = Files.getOwner(made.path, LinkOption.NOFOLLOW_LINKS);
      for (Path other : others) {
        if (isOfDead(String.valueOf(other.getFileName()), prefix)
            && Files.isDirectory(other, LinkOption.NOFOLLOW_LINKS)
            && Files.getOwner(other, LinkOption.NOFOLLOW_LINKS).equals(user)) {
          remove(other);
        }
      }
    } catch (IOException | DirectoryIteratorException | FileException e) {
      // Somebody else tidies up too, or the next one will.
    }
    return made;
  }

  private static boolean isOfDead(String name, String prefix) {
    int end = name.lastIndexOf(OWNER_END);
    return name.startsWith(prefix)
        && end > prefix.length()
        && HostProcess.isGone(name.substring(prefix.length(), end).replace(OWNER_END, ' '));
  }

  public Path path() {
    return path;
  }

  @Override
  public void close() {
    remove(path);
  }

  static void remove(Path folder) {
    try {
      Files.walkFileTree(folder, new Removal());
    } catch (IOException e) {
      throw FileException.cannot("delete", folder, e);
    }
  }

  private static final class Removal extends SimpleFileVisitor<Path> {
    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
      Files.delete(file);
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException failure)
        throws IOException {
      if (failure != null) {
        throw failure;
      }
      Files.delete(folder);
      return FileVisitResult.CONTINUE;
    }
  }
}
