package dev.lifeboat.daemon;

import dev.lifeboat.ledger.ExpectedRun;

/**
 * Is told what becomes of runs, on the thread that makes them: who has much to do does it
 * elsewhere. What it throws is written to the daemon's log, and changes nothing.
 */
public interface RunListener {
  /** One begins. */
  default void started(ExpectedRun run) {}

  /** One is over: it ended, was missed, interrupted or skipped. */
  void ended(ExpectedRun run);
}
