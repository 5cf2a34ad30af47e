package dev.lifeboat.source.mongo;

import dev.lifeboat.problem.ProblemException;
import java.time.Duration;

/** Refreshes the sessions of a connection from time to time, until it is closed. */
final class Keepalive implements AutoCloseable {
  private final MongoConnection connection;
  private final Duration pause;
  private final Thread thread;

  Keepalive(MongoConnection connection, Duration pause) {
    this.connection = connection;
    this.pause = pause;
    this.thread = Thread.ofVirtual().start(this::run);
  }

  private void run() {
    try {
      while (true) {
        Thread.sleep(pause);
        try {
          connection.refreshSessions();
        } catch (ProblemException e) {
          // The readers see for themselves whether the server is gone.
        }
      }
    } catch (InterruptedException e) {
      // Closed.
    }
  }

  @Override
  public void close() {
    thread.interrupt();
  }
}
