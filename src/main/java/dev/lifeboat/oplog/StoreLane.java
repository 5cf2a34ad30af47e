package dev.lifeboat.oplog;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Stores slices beside the reading, a few at most; who reads waits when it comes to more. For one
 * thread.
 */
final class StoreLane implements AutoCloseable {
  private static final int MOST = 3;
  private static final Duration AGAIN = Duration.ofSeconds(2);

  private final SliceStore store;
  private final InstantSource clock;
  private final Semaphore room = new Semaphore(MOST);
  private final ExecutorService thread =
      Executors.newSingleThreadExecutor(
          Thread.ofPlatform().daemon().name("lifeboat-oplog-store").factory());
  private volatile boolean closing;
  private volatile @Nullable RuntimeException failure;
  private Instant drained = Instant.MIN;

  StoreLane(SliceStore store, InstantSource clock) {
    this.store = store;
    this.clock = clock;
  }

  void submit(PendingSlice slice, String set) {
    room.acquireUninterruptibly();
    run(
        () -> {
          try {
            store(slice, set);
          } finally {
            room.release();
          }
        });
  }

  /** After a failure nothing more is stored: what came later would be beyond a gap. */
  private void run(Runnable task) {
    thread.execute(
        () -> {
          try {
            if (failure == null) {
              task.run();
            }
          } catch (RuntimeException e) {
            failure = e;
          }
        });
  }

  /** Until there is room: the oplog itself keeps what comes meanwhile, for as long as it can. */
  private void store(PendingSlice slice, String set) {
    while (!store.take(slice, set)) {
      if (closing) {
        return;
      }
      pause();
      store.drain();
    }
  }

  private static void pause() {
    try {
      Thread.sleep(AGAIN);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Tries again to store what waits. */
  void tend() {
    Instant now = clock.instant();
    if (store.waiting() > 0 && isIdle() && drained.plus(AGAIN).isBefore(now)) {
      drained = now;
      run(store::drain);
    }
  }

  /** Whether a slice could neither be stored nor kept. */
  boolean isBroken() {
    return failure != null;
  }

  /** Throws what kept a slice from being stored, if it was no passing trouble. */
  void requireWhole() {
    RuntimeException thrown = failure;
    if (thrown != null) {
      throw thrown;
    }
  }

  /** Whether nothing is being stored. */
  boolean isIdle() {
    return room.availablePermits() == MOST;
  }

  /** Stores what it has, or has it wait on this host. */
  @Override
  public void close() {
    closing = true;
    run(store::drain);
    thread.shutdown();
    boolean interrupted = false;
    while (true) {
      try {
        if (thread.awaitTermination(1, TimeUnit.MINUTES)) {
          break;
        }
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
