package dev.lifeboat.oplog;

import dev.lifeboat.repository.SliceDraft;
import dev.lifeboat.repository.manifest.Digest;
import dev.lifeboat.source.OplogFeed;
import dev.lifeboat.source.OplogPosition;
import dev.lifeboat.source.OplogTime;
import java.util.Arrays;
import java.util.Optional;

/** Entries that will be a slice. For one thread. */
final class PendingSlice {
  private static final int ROOM = 64 << 10;

  private final OplogPosition from;
  private final Optional<OplogTime> usableFrom;
  private final boolean firstIsShared;
  private OplogPosition to;
  private byte[] bytes = new byte[ROOM];
  private int length;
  private int shared;
  private long entries;
  private int last = -1;
  private boolean hasFirst;

  private PendingSlice(OplogPosition from, Optional<OplogTime> usableFrom, boolean firstIsShared) {
    this.from = from;
    this.to = from;
    this.usableFrom = usableFrom;
    this.firstIsShared = firstIsShared;
  }

  /** The first one of a chain. */
  static PendingSlice ofChain(OplogFeed.Start start) {
    return new PendingSlice(start.from(), Optional.of(start.usableFrom()), false);
  }

  /**
   * One that goes on from a slice that is stored.
   *
   * @param from the last entry of that
   */
  static PendingSlice after(OplogPosition from) {
    return new PendingSlice(from, Optional.empty(), true);
  }

  /** One that begins with the last entry of this one. */
  PendingSlice next(boolean transactionOpen) {
    PendingSlice next =
        new PendingSlice(to, transactionOpen ? Optional.empty() : Optional.of(to.time()), true);
    next.add(to, last < 0, bytes, Math.max(0, last), length - Math.max(0, last));
    return next;
  }

  /** Takes the next entry; the first one again if the reading had to begin anew. */
  void add(OplogPosition position, boolean noop, byte[] buffer, int offset, int count) {
    boolean first = position.isSameEntry(from);
    if (first && hasFirst) {
      return;
    }
    hasFirst = true;
    to = position;
    last = -1;
    if (!noop) {
      append(buffer, offset, count);
      shared = first && firstIsShared ? count : shared;
    }
  }

  private void append(byte[] buffer, int offset, int count) {
    if (length + count > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(length + count, 2 * bytes.length));
    }
    System.arraycopy(buffer, offset, bytes, length, count);
    last = length;
    length += count;
    entries++;
  }

  /** Whether there is something in it that no slice before has. */
  boolean hasNews() {
    return length > shared;
  }

  /** Whether it covers more than its first entry. */
  boolean hasMoved() {
    return !to.isSameEntry(from);
  }

  OplogPosition from() {
    return from;
  }

  OplogPosition to() {
    return to;
  }

  /** How many of its first bytes are an entry that the slice before it has, too. */
  int shared() {
    return shared;
  }

  int length() {
    return length;
  }

  SliceDraft draft(String stack, String set, String host, Optional<Digest> previous) {
    return new SliceDraft(
        stack, set, from, to, usableFrom, entries, bytes, length, previous, Optional.empty(), host);
  }
}
