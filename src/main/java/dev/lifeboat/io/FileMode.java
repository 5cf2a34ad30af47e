package dev.lifeboat.io;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/**
 * Who may do what with a new file or folder. It applies from the moment of creation, so that a
 * secret is never readable by others, not even while it is written.
 */
public enum FileMode {
  /** 0600, folders 0700: secrets, configuration, state. */
  PRIVATE("rw-------", "rwx------"),
  /** 0400, folders 0700: what is written once and never changed. */
  PRIVATE_READ_ONLY("r--------", "rwx------"),
  /**
   * 0440, folders 0770, whatever the umask takes away: what is written once, for a group. Folders
   * get the group of the one that they are in if that has the setgid bit, as they should.
   */
  GROUP_READ_ONLY("r--r-----", "rwxrwx---"),
  /** 0644, folders 0755, less what the umask takes away: reports and other open files. */
  READABLE("rw-r--r--", "rwxr-xr-x");

  private static final int GROUP = 0070;

  private final String file;
  private final String folder;

  FileMode(String file, String folder) {
    this.file = file;
    this.folder = folder;
  }

  /** Whether the umask must not take anything away. */
  boolean isExact() {
    return this == GROUP_READ_ONLY;
  }

  /** Gives a new file what the umask took away. */
  void completeFile(Path path) throws IOException {
    if (isExact()) {
      Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(file));
    }
  }

  /** Gives a new folder what the umask took away; bits such as setgid stay. */
  void completeFolder(Path path) throws IOException {
    if (isExact()
        && !Files.getPosixFilePermissions(path).contains(PosixFilePermission.GROUP_WRITE)) {
      int mode = (Integer) Files.getAttribute(path, "unix:mode");
      Files.setAttribute(path, "unix:mode", mode | GROUP);
    }
  }

  FileAttribute<Set<PosixFilePermission>> ofFile() {
    return PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(file));
  }

  FileAttribute<Set<PosixFilePermission>> ofFolder() {
    return PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(folder));
  }
}
