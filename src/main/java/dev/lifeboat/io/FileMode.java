package dev.lifeboat.io;

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
  /** 0644, folders 0755, less what the umask takes away: reports and other open files. */
  READABLE("rw-r--r--", "rwxr-xr-x");

  private final String file;
  private final String folder;

  FileMode(String file, String folder) {
    this.file = file;
    this.folder = folder;
  }

  FileAttribute<Set<PosixFilePermission>> ofFile() {
    return PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(file));
  }

  FileAttribute<Set<PosixFilePermission>> ofFolder() {
    return PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(folder));
  }
}
