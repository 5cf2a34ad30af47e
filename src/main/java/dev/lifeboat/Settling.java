package dev.lifeboat;

import dev.lifeboat.problem.ProblemException;
import dev.lifeboat.progress.Progress;
import dev.lifeboat.recovery.HalfSwap;
import dev.lifeboat.source.mongo.MongoTarget;

/**
 * Puts right what killed commands left: first a database that may be half swapped, then the
 * services that make way for it. In this order, because they would write into whatever is there.
 */
record Settling(Wiring wiring, VolumeRestores volumes) {
  /** Does it; what can't be settled is said, and is no error. */
  void run(Progress progress) {
    database(wiring, progress);
    volumes.settle(progress);
  }

  /** The database alone. Without a swap that was cut off it isn't asked. */
  static void database(Wiring wiring, Progress progress) {
    try (HalfSwap swap = Recovering.swap(wiring)) {
      if (!swap.isAbandoned()) {
        return;
      }
      try (MongoTarget target =
          MongoTarget.open(wiring.mongo(), wiring.config().stack().value(), wiring.clock())) {
        target.recover(progress).forEach(progress::warn);
        if (!target.isHalfSwapped()) {
          swap.end();
          return;
        }
        unsettled("another process works on it", progress);
      } catch (ProblemException e) {
        unsettled(e.problems().getFirst().message(), progress);
      }
    }
  }

  private static void unsettled(String why, Progress progress) {
    progress.warn(
        "a restore of the database was cut off and can't be settled yet, so the services that were"
            + " stopped for it stay stopped: %s; if the database is as it should be: lifeboat"
                .formatted(why)
            + " recover give-up");
  }
}
