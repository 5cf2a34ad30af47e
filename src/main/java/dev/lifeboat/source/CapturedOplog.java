package dev.lifeboat.source;

import java.util.List;

/** The captured oplog of a source, as it gets it back. May be used by several threads. */
public interface CapturedOplog {
  /** What is there without gaps, sorted by where it begins. */
  List<OplogRange> ranges();

  /**
   * Passes entries in order of time, each exactly once and unchanged. No-ops aren't among them. To
   * roll a backup forward, begin where the oldest transaction began that was open at its cluster
   * time, or at {@link OplogRange#from} if that isn't known: the entries of a transaction that are
   * older than the backup belong to its commit. Memory doesn't grow with the number of entries.
   *
   * @param range one of {@link #ranges}
   * @param from the time of the first entry that is wanted
   * @param upTo the time of the last one that is wanted
   * @throws IllegalArgumentException if the range doesn't have all of that
   * @throws dev.lifeboat.problem.ProblemException with {@code OBJECT_CORRUPT} and the like, if
   *     stored bytes are damaged: before any of their entries is passed on; what the consumer
   *     throws passes through
   */
  void read(OplogRange range, OplogTime from, OplogTime upTo, OplogConsumer consumer);
}
