package dev.lifeboat.io;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.stream.Stream;

/**
 * A folder with files that appears whole, under its own name, or not at all. It grows under a
 * temporary name beside it. Methods throw {@link FileException}.
 */
public final class DurableFolder implements AutoCloseable {
  private final Path target;
  private final Path temporary;
  private boolean complete;

  private DurableFolder(Path target, Path temporary) {
    this.target = target;
    this.temporary = temporary;
  }

  /**
   * Begins a folder that isn't there yet, or is empty.
   *
   * @throws FileException EXISTS if there is something of this name
   */
  public static DurableFolder create(Path target, FileMode mode) {
    Path temporary = TempFile.nextTo(target);
    try {
      require(target);
      Files.createDirectory(temporary, mode.ofFolder());
      return new DurableFolder(target, temporary);
    } catch (IOException e) {
      throw FileException.cannot("create the folder", target, e);
    }
  }

  private static void require(Path target) throws IOException {
    if (!Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    if (!Files.isDirectory(target, LinkOption.NOFOLLOW_LINKS)) {
      throw new FileAlreadyExistsException(target.toString());
    }
    try (Stream<Path> entries = Files.list(target)) {
      if (entries.findAny().isPresent()) {
        throw new FileAlreadyExistsException(target.toString());
      }
    }
  }

  /** Where its files are written, until it is complete. */
  public Path path() {
    return temporary;
  }

  /**
   * Gives it its name. What was written into it by {@link DurableFiles} or a {@link FileTree} that
   * is closed is durable then.
   */
  public void complete() {
    try {
      require(target);
      Folders.sync(temporary);
      Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
      complete = true;
      Folders.sync(DurableFiles.folderOf(target));
    } catch (IOException e) {
      throw FileException.cannot("create the folder", target, e);
    }
  }

  /** Removes it with all it holds, unless it is complete. */
  @Override
  public void close() {
    if (!complete) {
      TempFolder.remove(temporary);
    }
  }
}
