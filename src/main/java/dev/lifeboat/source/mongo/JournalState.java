package dev.lifeboat.source.mongo;

/**
 * How far a restore has come. The order of the constants is the order of the states, for each way
 * to restore; what a restore that died in a state needs is said at each.
 */
enum JournalState {
  /** Loading and proving beside the present data. Died: what was staged is dropped. */
  LOADING,
  /** All is proven; time-series are being refilled. Died: they are put back, the rest dropped. */
  PROVEN,
  /** The swap may have happened, wholly or in part. Died: it is completed. */
  SWAPPING,
  /** The swap has happened; views and users follow. Died: they are completed. */
  FINISHING,
  /** Done; the old data is kept until its time is over. */
  SWAPPED,
  /**
   * Done; and the old data of a later restore is gone, so that this one can't be taken back in
   * turn. What it kept stays until its time is over.
   */
  SUPERSEDED,
  /** An undo may have happened, wholly or in part. Died: it is completed. */
  UNDOING,
  /** Taken back; what the restore had brought is kept until its time is over. */
  UNDONE,
  /** In place: collections are dropped and loaded. Died: it is {@link #CUT_OFF}. */
  REPLACING,
  /** In place: done; there is nothing to take back. */
  REPLACED,
  /** In place: ended half-way. Stays until later restores have brought back what is incomplete. */
  CUT_OFF,
  /** Missing documents are inserted. Died: it is {@link #FILLED} as far as it came. */
  FILLING,
  /** Missing documents were inserted; their ids are kept until its time is over. */
  FILLED,
  /** Inserted documents are removed. Died: it is completed. */
  UNFILLING;

  /** True if nobody works on it any more. */
  boolean isSettled() {
    return switch (this) {
      case SWAPPED, SUPERSEDED, UNDONE, REPLACED, CUT_OFF, FILLED -> true;
      case LOADING, PROVEN, SWAPPING, FINISHING, UNDOING, REPLACING, FILLING, UNFILLING -> false;
    };
  }

  /** True if what is in place meanwhile may be neither the old data nor the new. */
  boolean isReplacing() {
    return switch (this) {
      case PROVEN, SWAPPING, FINISHING, UNDOING, REPLACING -> true;
      case LOADING, SWAPPED, SUPERSEDED, UNDONE, REPLACED, CUT_OFF, FILLING, FILLED, UNFILLING ->
          false;
    };
  }
}
