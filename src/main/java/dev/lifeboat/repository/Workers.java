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
  private final ExecutorService threads;
  private final Semaphore room;
  private final BlockingQueue<ObjectWriter> writers;
  private final AtomicReference<Throwable> failure = new AtomicReference<>();

  Workers(int count, Supplier<ObjectWriter> writer) {
    threads =
        Executors.newFixedThreadPool(
            count, Thread.ofPlatform().daemon().name("lifeboat-store-", 0).factory());
    room = new Semaphore(count + 1);
    writers = new ArrayBlockingQueue<>(count);
    for (int i = 0; i < count; i++) {
      writers.add(writer.get());
    }
  }

  /**
   * Has a worker do something; waits until there is room for it.
   *
   * @param skipped called instead, if something failed before
   */
  void submit(Consumer<ObjectWriter> job, Runnable skipped) {
    check();
    room.acquireUninterruptibly();
    threads.execute(
        () -> {
          try {
            if (failure.get() == null) {
              run(job);
            } else {
              skipped.run();
            }
          } finally {
            room.release();
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
