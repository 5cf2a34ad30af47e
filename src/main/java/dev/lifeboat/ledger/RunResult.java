package dev.lifeboat.ledger;

import java.util.Locale;

/** What became of a run that was expected. */
public enum RunResult {
  /** It goes on. */
  RUNNING,
  SUCCEEDED,
  /** A part could not be read. */
  INCOMPLETE,
  /** It was made, and looks wrong. */
  SUSPICIOUS,
  FAILED,
  /** Nobody was there to start it, or the one before took too long. */
  MISSED,
  /** It began, and was killed or stopped. */
  INTERRUPTED,
  /** It was not started for a reason: a pause, a restore. */
  SKIPPED;

  public boolean good() {
    return this == SUCCEEDED;
  }

  /** Whether another attempt may be worth it. */
  public boolean repeatable() {
    return this == FAILED || this == INTERRUPTED;
  }

  /** As people and files see it. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
