package dev.lifeboat.storage.local;

import dev.lifeboat.io.FileException;
import dev.lifeboat.io.Reason;
import dev.lifeboat.storage.ObjectInfo;
import dev.lifeboat.storage.ObjectKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Optional;

/** What is in a folder: only plain files and real folders count, links don't. */
final class Entries {
  private Entries() {}

  static boolean isFolder(Path path) {
    return attributes(path).filter(BasicFileAttributes::isDirectory).isPresent();
  }

  /** Whether members of its group may make files in it. */
  static boolean isGroupWritable(Path folder) {
    try {
      return Files.getPosixFilePermissions(folder).contains(PosixFilePermission.GROUP_WRITE);
    } catch (IOException | UnsupportedOperationException e) {
      return false;
    }
  }

  static Optional<ObjectInfo> object(ObjectKey key, Path file) {
    return attributes(file).flatMap(found -> object(key, found));
  }

  static Optional<ObjectInfo> object(ObjectKey key, BasicFileAttributes found) {
    return found.isRegularFile()
        ? Optional.of(new ObjectInfo(key, found.size(), found.lastModifiedTime().toInstant()))
        : Optional.empty();
  }

  /**
   * Empty if there is nothing.
   *
   * @throws FileException if nobody can say
   */
  static Optional<BasicFileAttributes> attributes(Path path) {
    try {
      return Optional.of(
          Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS));
    } catch (IOException e) {
      FileException failure = FileException.cannot("look at", path, e);
      if (failure.reason() == Reason.MISSING) {
        return Optional.empty();
      }
      throw failure;
    }
  }
}
