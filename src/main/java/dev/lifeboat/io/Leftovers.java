package dev.lifeboat.io;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Temporary files of processes that were killed. */
final class Leftovers {
  /** A file that is still being written is younger: every write renews its time. */
  private static final Duration AGE = Duration.ofDays(1);

  private Leftovers() {}

  static void sweep(Path folder) {
    try {
      List<Path> found = find(folder);
      if (!found.isEmpty()) {
        Instant old = now(folder).minus(AGE);
        for (Path file : found) {
          if (modified(file).isBefore(old)) {
            Files.deleteIfExists(file);
          }
        }
      }
    } catch (IOException | DirectoryIteratorException e) {
      // Leftovers harm nobody, and another sweep will come.
    }
  }

  private static List<Path> find(Path folder) throws IOException {
    List<Path> found = new ArrayList<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder, TempFile.PREFIX + "*")) {
      entries.forEach(found::add);
    }
    return found;
  }

  /** This host's clock may differ from that of a file server, which sets the files' times. */
  private static Instant now(Path folder) throws IOException {
    Path probe = TempFile.nextTo(folder.resolve("probe"));
    TempFile.open(probe, FileMode.PRIVATE).close();
    try {
      return modified(probe);
    } finally {
      Files.deleteIfExists(probe);
    }
  }

  private static Instant modified(Path file) throws IOException {
    return Files.getLastModifiedTime(file, LinkOption.NOFOLLOW_LINKS).toInstant();
  }
}
