package dev.lifeboat.docker;

import dev.lifeboat.problem.Code;
import dev.lifeboat.problem.Problem;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Calls an engine, each call with a time limit of its own: a socket of a host has none. A call that
 * exceeds its time is interrupted, which closes its connection.
 */
final class Calls implements AutoCloseable {
  /** Enough for an engine under load to answer what it knows. */
  static final Duration SHORT = Duration.ofSeconds(60);

  private final EngineAddress address;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  Calls(EngineAddress address) {
    this.address = address;
  }

  EngineAddress address() {
    return address;
  }

  /** What takes no longer than an answer. */
  <T> T run(String what, Callable<T> call) {
    return run(what, SHORT, call);
  }

  /**
   * @param what the act, for the error: "start the container 'x'"
   */
  <T> T run(String what, Duration limit, Callable<T> call) {
    Future<T> result = threads.submit(call);
    try {
      return result.get(limit.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      result.cancel(true);
      throw Problem.of(
              Code.DOCKER_UNREACHABLE,
              "could not %s: the engine at '%s' did not answer within %d s"
                  .formatted(what, address, limit.toSeconds()),
              "see whether it is stuck: docker info")
          .causedBy(e);
    } catch (InterruptedException e) {
      result.cancel(true);
      Thread.currentThread().interrupt();
      throw Problem.of(Code.INTERRUPTED, "interrupted while about to " + what).causedBy(e);
    } catch (ExecutionException e) {
      throw EngineFailures.of(address, what, e.getCause() == null ? e : e.getCause());
    }
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
