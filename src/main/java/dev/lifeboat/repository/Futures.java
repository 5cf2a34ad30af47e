package dev.lifeboat.repository;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;

/** Waits for what workers do. */
final class Futures {
  private Futures() {}

  /**
   * Does all of it, some at once, and gives the results in the order of the work. Throws what one
   * of them threw, once all have ended.
   */
  static <T> List<T> inParallel(int threads, List<Supplier<T>> work) {
    try (ExecutorService workers =
        Executors.newFixedThreadPool(
            threads, Thread.ofPlatform().daemon().name("lifeboat-list-", 0).factory())) {
      List<CompletableFuture<T>> results =
          work.stream().map(each -> CompletableFuture.supplyAsync(each, workers)).toList();
      return results.stream().map(Futures::join).toList();
    }
  }

  /** Waits, and throws what the worker threw as it threw it. */
  static <T> T join(CompletableFuture<T> future) {
    try {
      return future.join();
    } catch (CompletionException e) {
      throw switch (e.getCause()) {
        case RuntimeException cause -> cause;
        case Error cause -> throw cause;
        case null, default -> e;
      };
    }
  }
}
