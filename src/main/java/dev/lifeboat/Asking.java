package dev.lifeboat;

import dev.lifeboat.monitor.Seen;
import dev.lifeboat.problem.Code;
import dev.lifeboat.problem.Problem;
import dev.lifeboat.problem.ProblemException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/** Asks several things at once, each within a time: what doesn't answer is unknown. */
final class Asking implements AutoCloseable {
  // Not waited for: what never answers keeps nobody, and daemons don't keep the program.
  private final ExecutorService threads =
      Executors.newCachedThreadPool(
          Thread.ofPlatform().daemon().name("lifeboat-monitor-", 0).factory());
  private final long end;

  /**
   * @param limit how long all of it may take
   */
  Asking(Duration limit) {
    this.end = System.nanoTime() + limit.toNanos();
  }

  /** A question that was asked. */
  record Asked<T>(Future<Seen<T>> future, Asking asking) {
    /** Waits for it. */
    Seen<T> answer() {
      try {
        return future.get(Math.max(1, asking.end - System.nanoTime()), TimeUnit.NANOSECONDS);
      } catch (TimeoutException e) {
        future.cancel(true);
        return Seen.unknown("no answer in time", "lifeboat doctor");
      } catch (ExecutionException e) {
        return e.getCause() instanceof ProblemException problem
            ? of(problem.problems())
            : Seen.unknown("looking at it failed: " + e.getCause(), "lifeboat doctor");
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw Problem.of(Code.INTERRUPTED, "interrupted").causedBy(e);
      }
    }

    private static <T> Seen<T> of(List<Problem> problems) {
      return new Seen.Unknown<>(problems.getFirst().message(), problems.getFirst().hints());
    }
  }

  <T> Asked<T> ask(Supplier<Seen<T>> question) {
    return new Asked<>(threads.submit(question::get), this);
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
