package dev.lifeboat.drill;

import java.util.Locale;

/** The parts of a recovery's time, in their order. What has none in a scenario is left out. */
public enum DrillPhase {
  /** Until somebody knows. */
  DETECT,
  /** Until somebody decides what to do. */
  DECIDE,
  /** Stopping what writes. */
  STOP,
  /** Choosing a backup, checking its signature, and reading its stored bytes. */
  FETCH,
  /** Decrypting, unpacking and checking them. */
  DECODE,
  /** Writing them to where they belong. */
  LOAD,
  /** Building indexes. */
  INDEX,
  /** Rolling forward to a moment. */
  REPLAY,
  /** Reading back what was restored, and comparing it. */
  PROVE,
  /** Starting what holds the data, and what needs it; in a drill with a look at its isolation. */
  START,
  /** Asking whether it works. */
  PROBE;

  /** As people and files see it. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
