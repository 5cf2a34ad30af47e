package dev.lifeboat.daemon;

import dev.lifeboat.ledger.ExpectedRun;
import dev.lifeboat.ledger.ExpectedRuns;
import dev.lifeboat.ledger.RunResult;
import dev.lifeboat.problem.ProblemException;
import dev.lifeboat.schedule.Job;
import dev.lifeboat.state.StateDatabase;
import dev.lifeboat.units.Moments;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Makes attempts and writes down what became of them: before an attempt begins, so that one that is
 * killed leaves its trace.
 */
public final class Attempts {
  private static final Duration HEARTBEAT = Duration.ofSeconds(5);
  private static final ThreadFactory QUIET = Thread.ofPlatform().daemon().name("lane").factory();

  private final DaemonPlan plan;
  private final ExpectedRuns runs;
  private final Lanes lanes;
  private final JobExecutor executor;
  private final List<RunListener> listeners;
  private final Consumer<DaemonEvent> log;
  private final InstantSource clock;

  public Attempts(
      DaemonPlan plan,
      StateDatabase database,
      JobExecutor executor,
      List<RunListener> listeners,
      Consumer<DaemonEvent> log,
      InstantSource clock) {
    this.plan = plan;
    this.runs = new ExpectedRuns(database, plan.stack());
    this.lanes = new Lanes(database, plan.stack(), plan.host(), clock);
    this.executor = executor;
    this.listeners = List.copyOf(listeners);
    this.log = log;
    this.clock = clock;
  }

  /** Where what a run says goes. */
  public static Path log(Path folder, String run) {
    return folder.resolve(run + ".log");
  }

  /** Writes a run down that doesn't begin. */
  void record(Job job, Instant due, int number, RunResult result, String why) {
    ExpectedRun run = expected(job, due, number, Optional.empty(), result, why);
    if (runs.add(run)) {
      tell(run);
    }
  }

  /** Writes down that a run was interrupted whose process is gone. */
  void settle(Optional<ExpectedRun> newest) {
    newest
        .filter(run -> run.result() == RunResult.RUNNING)
        .filter(run -> !lanes.alive(run.kind().lane(), run.id()))
        .ifPresent(this::interrupted);
  }

  /** The same for all runs of the stack. */
  public void settleAll() {
    runs.running(Optional.empty()).forEach(run -> settle(Optional.of(run)));
  }

  private void interrupted(ExpectedRun run) {
    lanes.leave(run.id());
    ExpectedRun ended =
        ended(
            run,
            JobResult.ended(
                RunResult.INTERRUPTED, "the process that ran it was killed, or its host stopped"));
    runs.end(ended);
    tell(ended);
  }

  /**
   * Makes an attempt, and returns when it is over.
   *
   * @return what is in the way, in words; empty if it was made
   */
  public Optional<String> make(Job job, Instant due, int number) {
    return begin(job, due, number)
        .flatMap(
            run ->
                run.result() == RunResult.SKIPPED ? Optional.of(run.message()) : Optional.empty());
  }

  /** Makes an attempt. Returns how it ended; one that was skipped says what is in the way. */
  public Optional<ExpectedRun> begin(Job job, Instant due, int number) {
    ExpectedRun run =
        expected(job, due, number, Optional.of(clock.instant()), RunResult.RUNNING, "");
    String lane = job.kind().lane();
    Optional<String> other = lanes.take(lane, run.id());
    if (other.isPresent()) {
      return Optional.of(
          expected(
              job,
              due,
              number,
              Optional.empty(),
              RunResult.SKIPPED,
              other
                  .flatMap(runs::find)
                  .map(each -> "the job '" + each.job() + "' was still running")
                  .orElse("another job was still running")));
    }
    try (ScheduledExecutorService heart = Executors.newSingleThreadScheduledExecutor(QUIET)) {
      if (!runs.add(run)) {
        // Another daemon was faster. It has left the lane again already.
        return Optional.empty();
      }
      long beat = HEARTBEAT.toMillis();
      var _ = heart.scheduleAtFixedRate(() -> beat(run), beat, beat, TimeUnit.MILLISECONDS);
      try {
        return Optional.of(make(job, run));
      } finally {
        heart.shutdownNow();
      }
    } finally {
      lanes.leave(run.id());
    }
  }

  private void beat(ExpectedRun run) {
    try {
      lanes.touch(run.id());
    } catch (ProblemException e) {
      say(DaemonEvent.Level.WARNING, run, "could not say that it goes on: " + e.getMessage());
    }
  }

  private ExpectedRun make(Job job, ExpectedRun run) {
    say(
        DaemonEvent.Level.INFO,
        run,
        "begins" + (run.attempt() > 1 ? ", attempt " + run.attempt() : ""));
    listeners.forEach(listener -> guarded(run, () -> listener.started(run)));
    JobResult result;
    try {
      result =
          executor.execute(new JobOrder(job, plan.stack(), run.id(), log(plan.logs(), run.id())));
    } catch (RuntimeException e) {
      result = JobResult.ended(RunResult.FAILED, "could not be started: " + e.getMessage());
    }
    ExpectedRun ended = ended(run, result);
    // The wish to stop that ended the run must not keep its end from being written down.
    boolean stopped = Thread.interrupted();
    try {
      runs.end(ended);
      tell(ended);
    } finally {
      if (stopped) {
        Thread.currentThread().interrupt();
      }
    }
    return ended;
  }

  private void tell(ExpectedRun run) {
    DaemonEvent.Level level =
        switch (run.result()) {
          case SUCCEEDED, RUNNING, SKIPPED -> DaemonEvent.Level.INFO;
          case MISSED, INTERRUPTED, INCOMPLETE, SUSPICIOUS -> DaemonEvent.Level.WARNING;
          case FAILED -> DaemonEvent.Level.ERROR;
        };
    say(level, run, run.result() + (run.message().isEmpty() ? "" : ": " + run.message()));
    listeners.forEach(listener -> guarded(run, () -> listener.ended(run)));
  }

  private void guarded(ExpectedRun run, Runnable telling) {
    try {
      telling.run();
    } catch (RuntimeException e) {
      say(DaemonEvent.Level.ERROR, run, "somebody could not be told: " + e.getMessage());
    }
  }

  private void say(DaemonEvent.Level level, ExpectedRun run, String message) {
    log.accept(new DaemonEvent(clock.instant(), level, run.job(), run.id(), message));
  }

  private ExpectedRun expected(
      Job job,
      Instant due,
      int number,
      Optional<Instant> started,
      RunResult result,
      String message) {
    return new ExpectedRun(
        "%s-%s%s".formatted(Moments.compact(due), job.name(), number == 1 ? "" : "-" + number),
        plan.stack(),
        job.name(),
        job.kind(),
        due,
        number,
        started,
        started.isPresent() ? Optional.empty() : Optional.of(clock.instant()),
        result,
        OptionalInt.empty(),
        "",
        "",
        message,
        plan.host());
  }

  private ExpectedRun ended(ExpectedRun run, JobResult result) {
    return new ExpectedRun(
        run.id(),
        run.stack(),
        run.job(),
        run.kind(),
        run.due(),
        run.attempt(),
        run.started(),
        Optional.of(clock.instant()),
        result.result(),
        result.status(),
        result.ledgerRun(),
        result.backup(),
        result.message(),
        run.host());
  }
}
