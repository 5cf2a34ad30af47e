package dev.lifeboat.storage.local;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** A file system of its own, held in memory; needs root. */
public final class SmallDisk implements AutoCloseable {
  private final Path folder;

  private SmallDisk(Path folder) {
    this.folder = folder;
  }

  /** Mounts one of a megabyte on a folder; skips the test where that isn't allowed. */
  static SmallDisk mountOrSkip(Path folder) throws IOException {
    return mountOrSkip(folder, 1);
  }

  /** The same of another size. */
  public static SmallDisk mountOrSkip(Path folder, int megabytes) throws IOException {
    String options = "size=%dm,mode=0700".formatted(megabytes);
    Privileged.orSkip("mount", "-t", "tmpfs", "-o", options, "tmpfs", folder.toString());
    return new SmallDisk(folder);
  }

  /** Fills what is left of it; gives the file that does. */
  public Path fill() throws IOException {
    Path ballast = folder.resolve("ballast");
    try (OutputStream out = Files.newOutputStream(ballast)) {
      byte[] block = new byte[4096];
      while (true) {
        out.write(block);
      }
    } catch (IOException e) {
      return ballast; // it is full
    }
  }

  public void enlarge(int megabytes) throws IOException {
    Privileged.orSkip("mount", "-o", "remount,size=" + megabytes + "m", folder.toString());
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
