package dev.lifeboat;

import dev.lifeboat.alert.Alerts;
import dev.lifeboat.problem.ProblemException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Sends what waits for as long as a daemon runs: messages that were not taken at first. */
final class Postman implements AutoCloseable {
  private static final long SECONDS_BETWEEN = 15;

  private final ScheduledExecutorService clockwork =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("lifeboat-post").factory());

  private Postman() {}

  /**
   * Starts.
   *
   * @param warn told what is in the way
   */
  static Postman start(Alerts alerts, Consumer<String> warn) {
    Postman postman = new Postman();
    var _ =
        postman.clockwork.scheduleWithFixedDelay(
            () -> deliver(alerts, warn), 0, SECONDS_BETWEEN, TimeUnit.SECONDS);
    return postman;
  }

  private static void deliver(Alerts alerts, Consumer<String> warn) {
    try {
      var _ = alerts.deliver();
    } catch (ProblemException e) {
      // The next turn tries again; what is thrown here would end all of them.
      warn.accept("alerts can't be sent: " + e.getMessage());
    } catch (RuntimeException e) {
      warn.accept("alerts can't be sent: " + e.getClass().getSimpleName());
    }
  }

  @Override
  public void close() {
    clockwork.shutdownNow();
  }
}
