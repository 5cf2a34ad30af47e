package dev.lifeboat.repository;

import dev.lifeboat.repository.segment.Cutter;
import dev.lifeboat.repository.zstd.PrefixMemory;
import java.lang.foreign.MemorySegment;
import java.util.concurrent.Semaphore;

/**
 * Memory for the content of bases: two of them at once, for two deltas with one base each or for
 * one with two. Whoever finds it taken waits, which bounds the memory. Thread-safe.
 */
final class BaseRoom {
  private static final int HALF = Cutter.LONGEST;

  /** The most bytes that bases may have together. */
  static final long MOST = 2L * HALF;

  private final Semaphore halves = new Semaphore(2, true);
  private final MemorySegment memory = PrefixMemory.allocate(MOST);
  private boolean firstTaken;

  /** Takes room for so many bytes, at most {@link #MOST}. */
  Lease take(long bytes) {
    int needed = bytes > HALF ? 2 : 1;
    halves.acquireUninterruptibly(needed);
    boolean first = needed == 2 || claimFirst();
    return new Lease(memory.asSlice(first ? 0 : HALF, bytes), needed, first);
  }

  private synchronized boolean claimFirst() {
    boolean free = !firstTaken;
    firstTaken = true;
    return free;
  }

  private synchronized void leave(Lease lease) {
    if (lease.halves == 1 && lease.first) {
      firstTaken = false;
    }
    halves.release(lease.halves);
  }

  /** Room that was taken, until it is closed. */
  final class Lease implements AutoCloseable {
    private final MemorySegment bytes;
    private final int halves;
    private final boolean first;

    private Lease(MemorySegment bytes, int halves, boolean first) {
      this.bytes = bytes;
      this.halves = halves;
      this.first = first;
    }

    MemorySegment bytes() {
      return bytes;
    }

    @Override
    public void close() {
      leave(this);
    }
  }
}
