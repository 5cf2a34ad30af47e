package dev.lifeboat.source.mongo;

import com.mongodb.client.MongoClient;
import dev.lifeboat.problem.ProblemException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Reads several collections at a time. The threads are virtual, since only those let go of a socket
 * when they are interrupted.
 *
 * @param threads how many
 * @param tries how often a thread may begin anew when its server goes away; a task is then run
 *     again, and must be ready for that
 */
record Readers(MongoConnection connection, int threads, int tries) {
  /** What is done with one thing, by one thread. */
  @FunctionalInterface
  interface Task<T> {
    void run(CollectionReader reader, T item) throws InterruptedException;
  }

  /**
   * Returns when everything is done; the first failure ends all.
   *
   * @throws ProblemException with {@code INTERRUPTED} if this thread is interrupted
   */
  <T> void forEach(List<T> items, Task<T> task) {
    Queue<T> queue = new ConcurrentLinkedQueue<>(items);
    int workers = Math.min(threads, items.size());
    try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
      var completion = new ExecutorCompletionService<Boolean>(executor);
      var started = new ArrayList<Object>();
      for (int i = 0; i < workers; i++) {
        started.add(completion.submit(() -> work(queue, task)));
      }
      try {
        for (var _ : started) {
          completion.take().get();
        }
      } catch (InterruptedException e) {
        executor.shutdownNow();
        Thread.currentThread().interrupt();
        throw MongoErrors.interrupted(e);
      } catch (ExecutionException e) {
        executor.shutdownNow();
        throw failure(Objects.requireNonNull(e.getCause()));
      }
    }
  }

  private <T> boolean work(Queue<T> queue, Task<T> task) throws InterruptedException {
    T item = queue.poll();
    for (int i = 1; ; i++) {
      MongoClient client = connection.client();
      try (var reader = new CollectionReader(connection)) {
        for (; item != null; item = queue.poll()) {
          task.run(reader, item);
        }
        return true;
      } catch (ProblemException e) {
        if (i >= tries || !Outage.is(e)) {
          throw e;
        }
      }
      connection.goOn(client);
    }
  }

  private static RuntimeException failure(Throwable cause) {
    return switch (cause) {
      case RuntimeException e -> e;
      case InterruptedException e -> MongoErrors.interrupted(e);
      case Error e -> throw e;
      default -> new IllegalStateException(cause);
    };
  }
}
