package dev.lifeboat.ledger;

import java.util.Locale;

/** What kinds of runs are recorded. */
public enum RunKind {
  BACKUP,
  RESTORE,
  UNDO,
  VERIFY,
  IMPORT,
  PRUNE,
  COPY,
  REPAIR,
  RECOVER,
  EXPORT,
  DRILL;

  /** As people and files see it. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
