package dev.lifeboat.source;

/** Where a restore puts the data. */
public sealed interface RestoreDestination {
  /** Beside the present data, proven there, then swapped in; the old data is kept. */
  record Staged() implements RestoreDestination {}

  /**
   * Into a throw-away server, which has to be empty. What isn't as it was stops nothing there: the
   * proof tells it, for every item.
   */
  record Sandbox() implements RestoreDestination {}

  /**
   * In the place of the present data, which is dropped first, one collection after the other. There
   * is no undo, and room is needed once.
   *
   * @param drop whether present data may be dropped
   */
  record InPlace(boolean drop) implements RestoreDestination {}

  /**
   * Among the present data: inserts documents whose {@code _id} isn't there, and touches no others.
   * Applications may go on writing.
   */
  record MissingOnly() implements RestoreDestination {}

  /** True if the data is loaded beside what is there, and proven before it takes its place. */
  default boolean isBeside() {
    return switch (this) {
      case Staged _, Sandbox _ -> true;
      case InPlace _, MissingOnly _ -> false;
    };
  }
}
