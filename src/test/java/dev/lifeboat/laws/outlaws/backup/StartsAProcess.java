package dev.lifeboat.laws.outlaws.backup;

import java.io.IOException;

/** Without a time limit. */
final class StartsAProcess {
  Process start() throws IOException {
    return new ProcessBuilder("true").start();
  }
}
