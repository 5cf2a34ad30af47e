package dev.lifeboat.source;

import java.time.Instant;

/**
 * One entry of an oplog, which no other one can be mistaken for: a time belongs to one entry only
 * within a term, since what a member wrote and others never had is rolled back.
 *
 * @param time when it was written, and which of that second's
 * @param term of the primary that wrote it
 * @param wall the primary's clock then
 */
public record OplogPosition(OplogTime time, long term, Instant wall) {
  /** True if both name the same entry. */
  public boolean isSameEntry(OplogPosition other) {
    return time.equals(other.time) && term == other.term;
  }
}
