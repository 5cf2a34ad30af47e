package dev.lifeboat.laws.outlaws.backup;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Without fsync. */
final class WritesAFile {
  void write(Path file) throws IOException {
    Files.writeString(file, "lost by a power cut");
  }
}
