package dev.lifeboat.source;

import java.time.Instant;

/**
 * A piece of a replica set's oplog that was captured without a gap. A backup whose cluster time is
 * from {@code usableFrom} to {@code to} can be rolled forward to any moment after it up to {@code
 * to}.
 *
 * @param set the replica set's id, 24 hex digits
 * @param from time of the first entry: the beginning of the oldest transaction that was open when
 *     the capture began
 * @param usableFrom the newest entry when the capture began: of transactions that were open at an
 *     earlier moment entries may be missing
 * @param to up to where nothing is missing; an entry with this time needn't be there
 * @param wallFrom the server's clock at {@code usableFrom}
 * @param wallTo the server's clock at {@code to}
 */
public record OplogRange(
    String set,
    OplogTime from,
    OplogTime usableFrom,
    OplogTime to,
    Instant wallFrom,
    Instant wallTo) {
  public OplogRange {
    if (!set.matches("[0-9a-f]{24}")) {
      throw new IllegalArgumentException("not a replica set's id: " + set);
    }
    if (usableFrom.isBefore(from) || to.isBefore(usableFrom)) {
      throw new IllegalArgumentException(
          "not in order: %s, %s, %s".formatted(from, usableFrom, to));
    }
  }

  /** True if a backup of this cluster time can be rolled forward within this range. */
  public boolean continues(OplogTime base) {
    return !base.isBefore(usableFrom) && !base.isAfter(to);
  }

  /** True if a backup of this cluster time can be rolled forward to exactly this moment. */
  public boolean leads(OplogTime base, OplogTime moment) {
    return continues(base) && !moment.isBefore(base) && !moment.isAfter(to);
  }
}
