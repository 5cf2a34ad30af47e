package dev.lifeboat.laws.outlaws.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Starts a process and writes a file where this is allowed. */
final class Lawful {
  Process start(Path log) throws IOException {
    Files.writeString(log, "started");
    return new ProcessBuilder("true").start();
  }
}
