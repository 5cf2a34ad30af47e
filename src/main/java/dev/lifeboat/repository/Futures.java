package dev.lifeboat.repository;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** Waits for what workers do. */
final class Futures {
  private Futures() {}

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
