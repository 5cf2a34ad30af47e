package dev.lifeboat.laws.outlaws.units;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;

/** Names a file and a time without touching them. */
record Lawful(Path path, Instant time) {
  Instant later() {
    return time.plus(Duration.ofDays(1));
  }
}
