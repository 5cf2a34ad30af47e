package dev.lifeboat.config;

import java.nio.file.Path;

/** Where a repository is. */
public sealed interface RepositoryLocation permits RepositoryLocation.Folder, S3Location {
  /**
   * A folder of this host, or of a mounted disk or share.
   *
   * @param path absolute
   */
  record Folder(Path path) implements RepositoryLocation {
    /** The path, as people write it. */
    @Override
    public String toString() {
      return path.toString();
    }
  }
}
