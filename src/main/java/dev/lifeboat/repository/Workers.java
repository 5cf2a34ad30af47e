package dev.lifeboat.repository;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * A few threads that store objects, each with an {@link ObjectWriter} of its own. Whoever hands
 * them work waits while they have enough, which bounds the memory. After the first failure nothing
 * more is done, and everyone is told of it.
 */
final class Workers implements AutoCloseable {
  /**
   * How much may be in work at once: two segments of the greatest length, since with less one
   * worker waits for the other one's to end whenever both are long. With what each worker makes of
   * it, what is read next and the source's own buffers, that fits into the heap that the launcher
   * gives.
   */
  private static final int ROOM_KIB = 66 << 10;

  private final ExecutorService threads;
  private final Semaphore room;
  private final BlockingQueue<ObjectWriter> writers;
  private final AtomicReference<Throwable> failure = new AtomicReference<>();

  Workers(int count, Supplier<ObjectWriter> writer) {
    threads =
        Executors.newFixedThreadPool(
            count, Thread.ofPlatform().daemon().name("lifeboat-store-", 0).factory());
    room = new Semaphore(ROOM_KIB);
    writers = new ArrayBlockingQueue<>(count);
    for (int i = 0; i < count; i++) {
      writers.add(writer.get());
    }
  }

  /**
   * Has a worker do something; waits until there is room for it.
   *
   * @param bytes how much it is that the job holds in memory
   * @param skipped called instead, if something failed before
   */
  void submit(int bytes, Consumer<ObjectWriter> job, Runnable skipped) {
    check();
    int kib = Math.clamp((bytes >> 10) + 1L, 1, ROOM_KIB);
    room.acquireUninterruptibly(kib);
    threads.execute(
        () -> {
          try {
            if (failure.get() == null) {
              run(job);
            } else {
              skipped.run();
            }
          } finally {
            room.release(kib);
          }
        });
  }

  /** Throws the first failure, if there was one. */
  void check() {
    Throwable first = failure.get();
    if (first instanceof RuntimeException e) {
      throw e;
    }
    if (first instanceof Error e) {
      throw e;
    }
  }

  @Override
  public void close() {
    threads.close();
    writers.forEach(ObjectWriter::close);
  }

  private void run(Consumer<ObjectWriter> job) {
    // There are as many writers as threads, so one is always there.
    ObjectWriter writer = writers.remove();
    try {
      job.accept(writer);
    } catch (RuntimeException | Error e) {
      failure.compareAndSet(null, e);
    } finally {
      writers.add(writer);
    }
  }
}
