package dev.lifeboat.storage.local;

import java.io.IOException;
import java.nio.file.Path;

/** A file system of its own, one megabyte large, held in memory; needs root. */
final class SmallDisk implements AutoCloseable {
  private final Path folder;

  private SmallDisk(Path folder) {
    this.folder = folder;
  }

  /** Mounts it on a folder; skips the test where that isn't allowed. */
  static SmallDisk mountOrSkip(Path folder) throws IOException {
    Privileged.orSkip(
        "mount", "-t", "tmpfs", "-o", "size=1m,mode=0700", "tmpfs", folder.toString());
    return new SmallDisk(folder);
  }

  void makeReadOnly() throws IOException {
    Privileged.orSkip("mount", "-o", "remount,ro", folder.toString());
  }

  @Override
  public void close() throws IOException {
    String trouble = Privileged.run("umount", folder.toString());
    if (!trouble.isEmpty()) {
      throw new IOException(trouble);
    }
  }
}
