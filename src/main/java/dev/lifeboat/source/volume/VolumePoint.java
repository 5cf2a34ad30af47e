package dev.lifeboat.source.volume;

/** The points of a restore and of an undo at which a crash leaves something to settle. */
enum VolumePoint {
  /** The journal is begun; services run. */
  BEGUN,
  /** Services are stopped. */
  HALTED,
  /** The present content is copied aside, and the journal doesn't say so yet. */
  KEPT,
  /** The journal says that volumes are written. */
  WRITING,
  /** A volume is empty, or was made. */
  EMPTIED,
  /** All is written and proven, and the journal doesn't say so yet. */
  PROVEN,
  /** The journal says that it is done; services are stopped. */
  DONE,
  /** Services run. */
  RESUMED,
  /** An undo is journalled. */
  UNDO_BEGUN,
  /** What the restore had brought is copied aside. */
  UNDO_KEPT,
  /** Volumes are written with what they held before. */
  UNDO_WRITING,
  /** All is as before, and the journal doesn't say so yet. */
  UNDO_WRITTEN,
  /** The journal says that it is taken back; services are stopped. */
  UNDO_DONE,
  /** An undo was given up, and the journal says so; what it had copied aside is still there. */
  RETREATED;

  /** Told of each point as it is reached. */
  interface Hook {
    void reached(VolumePoint point);
  }
}
