package dev.lifeboat.source.mongo;

/** Cleans up on a thread that may be interrupted, on which the driver would refuse to work. */
final class Uninterrupted {
  private Uninterrupted() {}

  static void run(Runnable action) {
    boolean interrupted = Thread.interrupted();
    try {
      action.run();
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
