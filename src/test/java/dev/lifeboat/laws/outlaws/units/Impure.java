package dev.lifeboat.laws.outlaws.units;

import java.nio.file.Files;
import java.nio.file.Path;

/** Looks at the file system. */
record Impure(Path path) {
  boolean exists() {
    return Files.exists(path);
  }
}
