package dev.lifeboat.source.mongo;

import com.mongodb.MongoException;
import com.mongodb.MongoInterruptedException;
import com.mongodb.ReadPreference;
import com.mongodb.client.MongoClient;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.jspecify.annotations.Nullable;

/**
 * Waits for what may take a server hours, such as building an index, for as long as it answers
 * others meanwhile. Safe for use by several threads.
 */
final class Patience {
  private static final Duration LOOK = Duration.ofSeconds(10);

  private final Supplier<MongoClient> asking;
  private final Duration patience;

  /**
   * @param asking a client whose reads time out after {@code patience}
   * @param patience how long a server may be silent
   */
  Patience(Supplier<MongoClient> asking, Duration patience) {
    this.asking = asking;
    this.patience = patience;
  }

  /**
   * Does the work in a thread of its own. That is a virtual one, since only those let go of a
   * socket when they are interrupted. An interrupt of the calling thread waits until the work is
   * done, so that it is known what came of it.
   *
   * @throws MongoException the work's own; or if the server was silent, with what became of the
   *     work unknown
   */
  <T> T await(Callable<T> work) {
    if (Thread.currentThread().isInterrupted()) {
      throw new MongoInterruptedException("interrupted before a command", null);
    }
    var task = new FutureTask<>(work);
    var thread = Thread.ofVirtual().name("lifeboat-patience").start(task);
    boolean interrupted = false;
    try {
      long answered = System.nanoTime();
      while (true) {
        try {
          return task.get(pause().toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
          interrupted = true;
        } catch (TimeoutException e) {
          answered = ask(answered);
        } catch (ExecutionException e) {
          throw failure(e.getCause());
        }
      }
    } finally {
      thread.interrupt();
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private Duration pause() {
    return patience.dividedBy(2).compareTo(LOOK) < 0 ? patience.dividedBy(2) : LOOK;
  }

  /** When it answered last. */
  private long ask(long answered) {
    try {
      asking
          .get()
          .getDatabase("admin")
          .runCommand(new BsonDocument("ping", new BsonInt32(1)), ReadPreference.primary());
      return System.nanoTime();
    } catch (MongoException e) {
      if (System.nanoTime() - answered > patience.toNanos()) {
        throw e;
      }
      return answered;
    }
  }

  private static RuntimeException failure(@Nullable Throwable cause) {
    return switch (cause) {
      case RuntimeException e -> e;
      case Error e -> throw e;
      case null, default -> new IllegalStateException(cause);
    };
  }
}
