package dev.lifeboat.source.volume;

/** How far a restore of volumes has come. */
enum VolumeRestoreState {
  /** The present content is copied aside; nothing present was touched. */
  KEEPING,
  /** All that was present is kept and proven; volumes are written. */
  WRITING,
  /** What was restored is proven. */
  DONE,
  /** It is taken back: the restored content is copied aside. */
  UNDO_KEEPING,
  /** It is taken back: volumes are written with what they held before. */
  UNDO_WRITING,
  /** It was taken back. */
  UNDONE;

  /** True if nobody has to do anything but remove what is kept, in its time. */
  boolean isSettled() {
    return this == DONE || this == UNDONE;
  }
}
