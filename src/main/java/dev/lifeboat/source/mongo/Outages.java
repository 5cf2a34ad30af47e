package dev.lifeboat.source.mongo;

import com.mongodb.MongoException;
import com.mongodb.client.MongoClient;
import dev.lifeboat.problem.ProblemException;

/** Outlasts a number of outages: does a step again with a member that answers. For one thread. */
final class Outages {
  private final MongoConnection connection;
  private int left;

  Outages(MongoConnection connection, int most) {
    this.connection = connection;
    this.left = most;
  }

  /** Something that can be done again if it fails. */
  @FunctionalInterface
  interface Step<T> {
    T run() throws InterruptedException;
  }

  /**
   * Does the step until it gets through.
   *
   * @param again what is done before each further try, when there is a member that answers
   * @throws ProblemException the step's own, or that no member answers any more
   */
  <T> T outlast(Step<T> step, Runnable again) throws InterruptedException {
    while (true) {
      MongoClient client = connection.client();
      try {
        return step.run();
      } catch (ProblemException | MongoException e) {
        if (!Outage.is(e) || --left < 0) {
          throw e;
        }
      }
      connection.goOn(client);
      again.run();
    }
  }
}
