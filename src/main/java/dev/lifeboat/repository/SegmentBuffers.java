package dev.lifeboat.repository;

import dev.lifeboat.repository.segment.Cutter;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * The buffers in which segments are filled and then wait to be stored. There are only so many,
 * which bounds the memory: whoever needs one while all are taken waits for the workers.
 * Thread-safe.
 */
final class SegmentBuffers {
  /** One for each of two workers, and one that is filled or waits meanwhile. */
  private static final int MOST = 3;

  private final Deque<byte[]> free = new ArrayDeque<>();
  private int made;
  private int atWork;

  /** A buffer for the longest segment, with anything in it. */
  synchronized byte[] take() {
    boolean interrupted = false;
    // Where nobody works nothing comes back: more streams than usual are written at once.
    while (free.isEmpty() && made >= MOST && atWork > 0) {
      try {
        wait();
      } catch (InterruptedException e) {
        // The workers go on, so the wait is short; the caller finds out later.
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    if (!free.isEmpty()) {
      return free.pop();
    }
    made++;
    return new byte[Cutter.LONGEST];
  }

  /** Tells that a buffer was given to the workers, who will give it back. */
  synchronized void handedOn(byte[] buffer) {
    if (isOurs(buffer)) {
      atWork++;
    }
  }

  /** Takes a buffer back from the workers. */
  synchronized void comesBack(byte[] buffer) {
    if (isOurs(buffer)) {
      atWork--;
      giveBack(buffer);
    }
  }

  /** Takes back what {@link #take} gave; ignores other arrays. */
  synchronized void giveBack(byte[] buffer) {
    if (!isOurs(buffer)) {
      return;
    }
    if (made > MOST) {
      made--;
    } else {
      free.push(buffer);
    }
    notifyAll();
  }

  private static boolean isOurs(byte[] buffer) {
    return buffer.length == Cutter.LONGEST;
  }
}
