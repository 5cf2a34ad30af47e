package dev.lifeboat.io;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import org.jspecify.annotations.Nullable;

/**
 * A folder that only its owner can use, and that is removed with all it holds when it is closed.
 */
public final class TempFolder implements AutoCloseable {
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
