package dev.lifeboat.source.mongo;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadFactory;
import java.util.function.Function;

/** Does the same with many items, some at a time. */
final class RestoreWorkers {
  private static final int THREADS = 2;

  private RestoreWorkers() {}

  /**
   * Waits until all are done, or the first has failed and the others have ended.
   *
   * @return what came of each, in the order of the items
   */
  static <T, R> List<R> each(List<T> items, Function<T, R> work) {
    return each(items, THREADS, Thread.ofPlatform().name("restore-", 0).factory(), work);
  }

  /** The same for short commands, with so many at a time that the server can do some in one. */
  static <T, R> List<R> each(List<T> items, int atATime, Function<T, R> work) {
    return each(items, atATime, Thread.ofVirtual().factory(), work);
  }

  private static <T, R> List<R> each(
      List<T> items, int atATime, ThreadFactory factory, Function<T, R> work) {
    try (var threads = Executors.newFixedThreadPool(atATime, factory)) {
      List<Future<R>> futures = new ArrayList<>();
      for (T item : items) {
        Callable<R> task = () -> work.apply(item);
        futures.add(threads.submit(task));
      }
      var results = new ArrayList<R>();
      try {
        for (Future<R> future : futures) {
          results.add(future.get());
        }
      } catch (InterruptedException e) {
        threads.shutdownNow();
        throw RestoreProblems.interrupted(e);
      } catch (ExecutionException e) {
        threads.shutdownNow();
        throw cause(e);
      }
      return results;
    }
  }

  /** Waits until it is done; fails if it has failed. */
  static void await(Future<?> task) {
    try {
      task.get();
    } catch (InterruptedException e) {
      throw RestoreProblems.interrupted(e);
    } catch (ExecutionException e) {
      throw cause(e);
    }
  }

  private static RuntimeException cause(ExecutionException e) {
    return switch (e.getCause()) {
      case RuntimeException failure -> failure;
      case Error error -> throw error;
      case null, default -> new IllegalStateException(e);
    };
  }
}
