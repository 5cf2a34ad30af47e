package dev.lifeboat.source.mongo;

import java.util.concurrent.Phaser;
import org.jspecify.annotations.Nullable;

/** The batches of one collection that are under way. Used by one thread. */
final class LoadInserts {
  private final LoadWriters writers;
  private final String database;
  private final String collection;
  private final Phaser underWay = new Phaser(1);
  private volatile @Nullable RuntimeException failure;

  LoadInserts(LoadWriters writers, String database, String collection) {
    this.writers = writers;
    this.database = database;
    this.collection = collection;
  }

  void insert(LoadBatch batch) {
    check();
    underWay.register();
    try {
      writers.submit(() -> attempt(batch));
    } catch (InterruptedException e) {
      underWay.arriveAndDeregister();
      throw RestoreProblems.interrupted(e);
    }
  }

  /** Waits for all, and fails if one of them failed. */
  void await() {
    try {
      underWay.awaitAdvanceInterruptibly(underWay.arrive());
    } catch (InterruptedException e) {
      throw RestoreProblems.interrupted(e);
    }
    check();
  }

  private void attempt(LoadBatch batch) {
    try {
      if (failure == null) {
        writers.insert(database, collection, batch, false);
      }
    } catch (RuntimeException e) {
      failure = e;
    } finally {
      underWay.arriveAndDeregister();
    }
  }

  private void check() {
    var failed = failure;
    if (failed != null) {
      throw failed;
    }
  }
}
