package dev.lifeboat.oplog;

import java.nio.file.Path;
import java.time.Duration;

/**
 * How an oplog is followed.
 *
 * @param stack whose database it is
 * @param host who follows it, for people
 * @param span after which time a slice ends
 * @param size after how many bytes of entries a slice ends
 * @param spool how many bytes of slices may wait on this host while the repository can't be reached
 * @param folder for what waits, and for how it stands; only this user may read it
 */
public record FollowPlan(
    String stack, String host, Duration span, long size, long spool, Path folder) {
  /** The most that one slice may have, but for a single entry: a limit of the format. */
  static final long MOST = 24L << 20;

  /** How long nothing is stored while nothing is written. */
  static final Duration QUIET = Duration.ofMinutes(5);

  public FollowPlan {
    if (!span.isPositive() || size < 1 || spool < 0) {
      throw new IllegalArgumentException("less than nothing");
    }
  }

  /** How long to wait for entries at most, so that a slice ends in time. */
  Duration patience() {
    long millis = Math.clamp(span.toMillis() / 4, 20, 1000);
    return Duration.ofMillis(millis);
  }

  Path spoolFolder() {
    return folder.resolve("spool");
  }
}
