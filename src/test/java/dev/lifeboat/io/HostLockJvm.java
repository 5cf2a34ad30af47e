package dev.lifeboat.io;

import java.nio.file.Path;

/** Another process that tries to take a lock: its exit status says whether it could. */
final class HostLockJvm {
  static final int TAKEN = 10;
  static final int BUSY = 11;

  private HostLockJvm() {}

  /** The argument: the file. */
  public static void main(String[] args) {
    System.exit(HostLock.tryTake(Path.of(args[0])).isPresent() ? TAKEN : BUSY);
  }
}
