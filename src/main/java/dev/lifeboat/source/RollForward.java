package dev.lifeboat.source;

import java.time.Instant;
import java.util.Optional;

/**
 * What follows on a backup in a restore to a moment after it.
 *
 * @param backup the backup's own moment
 * @param upTo the last time whose entries count
 * @param operations how many operations on documents follow
 * @param after how many more the captured oplog has after that, which don't come back; empty if
 *     they weren't counted
 */
public record RollForward(Instant backup, OplogTime upTo, long operations, Optional<Long> after) {}
