package dev.lifeboat;

import dev.lifeboat.alert.JobPings;
import dev.lifeboat.daemon.RunListener;
import dev.lifeboat.ledger.ExpectedRun;
import dev.lifeboat.ledger.RunResult;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Tells somebody elsewhere of each run, in order, and keeps no run waiting for that. */
final class PingedRuns implements RunListener {
  private static final long IDLE_SECONDS = 30;

  private final JobPings pings;
  private final ThreadPoolExecutor line =
      new ThreadPoolExecutor(
          1,
          1,
          IDLE_SECONDS,
          TimeUnit.SECONDS,
          new LinkedBlockingQueue<>(),
          Thread.ofPlatform().daemon().name("lifeboat-pings").factory());

  PingedRuns(JobPings pings) {
    this.pings = pings;
    // Nobody closes it: its thread ends when there is nothing to tell.
    line.allowCoreThreadTimeOut(true);
  }

  @Override
  public void started(ExpectedRun run) {
    line.execute(() -> pings.started(run.job()));
  }

  @Override
  public void ended(ExpectedRun run) {
    line.execute(() -> pings.ended(run.job(), run.result() == RunResult.SUCCEEDED, run.message()));
  }
}
