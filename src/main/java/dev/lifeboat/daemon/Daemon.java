package dev.lifeboat.daemon;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.SchedulerName;
import com.github.kagkarlsson.scheduler.event.AbstractSchedulerListener;
import com.github.kagkarlsson.scheduler.task.Execution;
import com.github.kagkarlsson.scheduler.task.TaskInstance;
import com.github.kagkarlsson.scheduler.task.helper.CustomTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import dev.lifeboat.problem.ProblemException;
import dev.lifeboat.schedule.Job;
import dev.lifeboat.schedule.ObjectiveInterval;
import dev.lifeboat.state.StateDatabase;
import java.sql.PreparedStatement;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Gives each job its turns. Of several daemons that share a database one at a time has a job's
 * turn; when that one dies, another one takes over after some thirty seconds.
 */
public final class Daemon implements AutoCloseable {
  private static final Duration POLL = Duration.ofSeconds(2);
  private static final Duration HEARTBEAT = Duration.ofSeconds(5);
  private static final int MISSED_HEARTBEATS = 5;
  private static final Duration AFTER_TROUBLE = Duration.ofSeconds(30);

  /** What the children may take after they were asked to end. */
  private static final Duration LAST_ACTS = Duration.ofSeconds(70);

  /** The tasks of other stacks in the same database are none of this daemon's business. */
  private static final Duration NEVER = Duration.ofDays(36_500);

  private final DaemonPlan plan;
  private final StateDatabase database;
  private final Attempts attempts;
  private final Turns turns;
  private final Consumer<DaemonEvent> log;
  private final InstantSource clock;
  private final ExecutorService workers;
  private final Scheduler scheduler;

  /**
   * A daemon that doesn't run yet.
   *
   * @param grace how long runs may go on when it stops
   */
  public Daemon(
      DaemonPlan plan,
      StateDatabase database,
      JobExecutor executor,
      Suspension suspension,
      List<RunListener> listeners,
      Consumer<DaemonEvent> log,
      Duration grace,
      InstantSource clock) {
    this.plan = plan;
    this.database = database;
    this.log = log;
    this.clock = clock;
    this.attempts = new Attempts(plan, database, executor, listeners, log, clock);
    this.turns = new Turns(plan, database, suspension, attempts, clock);
    int threads = Math.max(2, plan.jobs().size());
    this.workers =
        Executors.newFixedThreadPool(threads, Thread.ofPlatform().name("job-", 1).factory());
    CustomTask<Void> task =
        Tasks.custom(taskName(), Void.class)
            .onDeadExecutionRevive()
            .onFailure(
                (failed, operations) ->
                    operations.reschedule(failed, clock.instant().plus(AFTER_TROUBLE)))
            .execute(
                (instance, context) -> {
                  Optional<Instant> next = turn(instance.getId());
                  return (complete, operations) ->
                      next.ifPresentOrElse(
                          at -> operations.reschedule(complete, at), operations::remove);
                });
    this.scheduler =
        Scheduler.create(database.source(), task)
            .executorService(workers)
            .threads(threads)
            .schedulerName(new SchedulerName.Fixed(plan.host()))
            .pollingInterval(POLL)
            .heartbeatInterval(HEARTBEAT)
            .missedHeartbeatsLimit(MISSED_HEARTBEATS)
            .deleteUnresolvedAfter(NEVER)
            .alwaysPersistTimestampInUTC()
            .shutdownMaxWait(grace)
            .clock(clock::instant)
            .addSchedulerListener(new Told())
            .build();
  }

  private String taskName() {
    return "job of " + plan.stack();
  }

  /** Starts. What was interrupted is written down, and what was missed is caught up with. */
  public void start() {
    attempts.settleAll();
    letGo();
    for (var known : scheduler.getScheduledExecutionsForTask(taskName())) {
      if (plan.job(known.getTaskInstance().getId()).isEmpty()) {
        scheduler.cancel(known.getTaskInstance());
      }
    }
    for (Job job : plan.jobs()) {
      TaskInstance<Void> instance = new TaskInstance<>(taskName(), job.name());
      // Its first turn is now: it finds out what is due.
      if (!scheduler.scheduleIfNotExists(instance, clock.instant())) {
        look(instance);
      }
      turns
          .objective(job)
          .flatMap(ObjectiveInterval::warning)
          .ifPresent(text -> say(DaemonEvent.Level.WARNING, job.name(), text));
    }
    scheduler.start();
    say(
        DaemonEvent.Level.INFO,
        "",
        "%d job(s) of '%s', state in %s"
            .formatted(plan.jobs().size(), plan.stack(), database.place().words()));
    plan.jobs().forEach(job -> say(DaemonEvent.Level.INFO, job.name(), "next: " + turns.next(job)));
  }

  private void look(TaskInstance<Void> instance) {
    try {
      scheduler.reschedule(instance, clock.instant());
    } catch (RuntimeException e) {
      // Another daemon has its turn just now.
      return;
    }
  }

  /** What this host's daemon had when it was killed is had by nobody. */
  private void letGo() {
    database.use(
        connection -> {
          try (PreparedStatement update =
              connection.prepareStatement(
                  "UPDATE scheduled_tasks SET picked = ?, picked_by = NULL, last_heartbeat = NULL,"
                      + " version = version + 1 WHERE task_name = ? AND picked_by = ?")) {
            update.setBoolean(1, false);
            update.setString(2, taskName());
            update.setString(3, plan.host());
            return update.executeUpdate();
          }
        });
  }

  private Optional<Instant> turn(String name) {
    Optional<Job> job = plan.job(name);
    if (job.isEmpty()) {
      return Optional.empty();
    }
    try {
      return job.map(turns::take);
    } catch (ProblemException e) {
      say(DaemonEvent.Level.ERROR, name, "had no turn: " + e.getMessage());
      return Optional.of(clock.instant().plus(AFTER_TROUBLE));
    }
  }

  private void say(DaemonEvent.Level level, String job, String message) {
    log.accept(new DaemonEvent(clock.instant(), level, job, "", message));
  }

  /** Begins nothing more; what runs goes on. */
  public void retire() {
    scheduler.pause();
  }

  /** Stops if nothing runs. Returns whether it did. */
  public boolean closeIfIdle() {
    boolean idle = scheduler.getCurrentlyExecuting().isEmpty();
    if (idle) {
      close();
    }
    return idle;
  }

  /**
   * Stops: starts nothing more, lets runs go on for the time of grace, and then asks them to end.
   */
  @Override
  public void close() {
    say(DaemonEvent.Level.INFO, "", "stopping");
    scheduler.stop();
    workers.shutdownNow();
    try {
      if (!workers.awaitTermination(LAST_ACTS.toSeconds(), TimeUnit.SECONDS)) {
        say(DaemonEvent.Level.WARNING, "", "a run did not end in time");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    say(DaemonEvent.Level.INFO, "", "stopped");
  }

  /** What the library that has the turns sees. */
  private final class Told extends AbstractSchedulerListener {
    @Override
    public void onExecutionDead(Execution execution) {
      say(
          DaemonEvent.Level.WARNING,
          execution.getId(),
          "taken over from '%s', which doesn't answer".formatted(execution.pickedBy));
    }

    @Override
    public void onSchedulerEvent(SchedulerEventType type) {
      if (type == SchedulerEventType.UNEXPECTED_ERROR) {
        say(DaemonEvent.Level.ERROR, "", "the state database could not be used; trying again");
      }
    }
  }
}
