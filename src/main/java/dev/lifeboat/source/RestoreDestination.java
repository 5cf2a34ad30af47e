package dev.lifeboat.source;

/** Where a restore puts the data. */
public sealed interface RestoreDestination {
  /** Beside the present data, proven there, then swapped in; the old data is kept. */
  record Staged() implements RestoreDestination {}
}
