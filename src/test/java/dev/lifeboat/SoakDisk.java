package dev.lifeboat;

import dev.lifeboat.process.Command;
import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;

/** A file system of its own for a repository, in a file: it can be full, read-only, or away. */
final class SoakDisk implements AutoCloseable {
  private static final int ATTEMPTS = 100;

  private final Path folder;
  private final Path ballast;
  private final Thread atExit = Thread.ofPlatform().unstarted(this::unmount);

  /** Mounts it; needs root and loop devices. */
  SoakDisk(Path image, Path folder, long bytes) throws IOException {
    this.folder = Files.createDirectories(folder);
    this.ballast = folder.resolve("ballast");
    try (RandomAccessFile file = new RandomAccessFile(image.toFile(), "rw")) {
      file.setLength(bytes);
    }
    run("mkfs.ext4", "-q", "-m", "0", image.toString());
    run("mount", "-o", "loop", image.toString(), folder.toString());
    Runtime.getRuntime().addShutdownHook(atExit);
  }

  void fill() {
    try (OutputStream out = Files.newOutputStream(ballast)) {
      byte[] block = new byte[4096];
      while (true) {
        out.write(block);
      }
    } catch (IOException e) {
      // It is full.
      return;
    }
  }

  void empty() throws IOException {
    Files.deleteIfExists(ballast);
  }

  /** Waits until nobody writes there. */
  void makeReadOnly() {
    again("mount", "-o", "remount,ro", folder.toString());
  }

  void makeWritable() {
    run("mount", "-o", "remount,rw", folder.toString());
  }

  /** As if it weren't mounted: its folder is there, and empty. */
  void hide() {
    run("mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", folder.toString());
  }

  void show() {
    again("umount", folder.toString());
  }

  private static void run(String program, String... words) {
    Command.of(program, words).output();
  }

  private static void again(String program, String... words) {
    for (int attempt = 1; Command.of(program, words).run().status() != 0; attempt++) {
      if (attempt == ATTEMPTS) {
        throw new IllegalStateException(program + " " + String.join(" ", words) + " fails");
      }
      try {
        Thread.sleep(200);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException(e);
      }
    }
  }

  private void unmount() {
    // What hides it, and itself.
    while (Command.of("umount", "-l", folder.toString()).run().status() == 0) {
      Thread.onSpinWait();
    }
  }

  @Override
  public void close() {
    Runtime.getRuntime().removeShutdownHook(atExit);
    unmount();
  }
}
