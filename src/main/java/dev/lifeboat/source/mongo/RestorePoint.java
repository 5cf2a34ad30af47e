package dev.lifeboat.source.mongo;

/** Moments of a restore or undo, in their order, at which tests interfere. */
enum RestorePoint {
  CREATED,
  LOADED,
  /** What was written after the backup is applied, if there is such. */
  REPLAYED,
  PROVEN,
  REFILLED,
  BEFORE_SWAP,
  AFTER_SWAP,
  FINISHED,
  BEFORE_UNDO,
  UNDO_SWAPPED,
  UNDO_REFILLED,
  /** In place, for each collection: the present one is dropped, nothing is loaded. */
  DROPPED,
  /** In place, for each collection. */
  ARRIVED,
  /** Missing documents only, for each batch: their ids are noted, they aren't inserted. */
  NOTED,
  /** Missing documents only, for each batch. */
  INSERTED;

  /** Told when a point is reached, by the thread that reaches it. */
  @FunctionalInterface
  interface Hook {
    void reached(RestorePoint point, String restore);
  }
}
