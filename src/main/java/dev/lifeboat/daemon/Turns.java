package dev.lifeboat.daemon;

import dev.lifeboat.ledger.ExpectedRun;
import dev.lifeboat.ledger.ExpectedRuns;
import dev.lifeboat.ledger.RunResult;
import dev.lifeboat.schedule.Job;
import dev.lifeboat.schedule.ObjectiveInterval;
import dev.lifeboat.schedule.Pause;
import dev.lifeboat.schedule.Timetable;
import dev.lifeboat.schedule.Trigger;
import dev.lifeboat.state.StateDatabase;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Decides, each time a job has its turn, what of it is to be done now. All that it decides by is in
 * the database, so that another daemon, or this one after a crash, decides the same.
 */
public final class Turns {
  /** After this long a job that had to wait looks again. */
  static final Duration LOOK_AGAIN = Duration.ofSeconds(5);

  private static final Duration STILL_SUSPENDED = Duration.ofSeconds(30);
  private static final String SUSPENDED = "suspended: ";
  private static final int SAMPLES = 50;

  private final DaemonPlan plan;
  private final ExpectedRuns runs;
  private final KnownJobs known;
  private final Pauses pauses;
  private final Suspension suspension;
  private final Attempts attempts;
  private final InstantSource clock;
  private final Map<String, String> waits = new ConcurrentHashMap<>();

  public Turns(
      DaemonPlan plan,
      StateDatabase database,
      Suspension suspension,
      Attempts attempts,
      InstantSource clock) {
    this.plan = plan;
    this.runs = new ExpectedRuns(database, plan.stack());
    this.known = new KnownJobs(database, plan.stack());
    this.pauses = new Pauses(database, plan.stack());
    this.suspension = suspension;
    this.attempts = attempts;
    this.clock = clock;
  }

  /** Does what is due of a job, and returns when it has its next turn. */
  public Instant take(Job job) {
    attempts.settle(runs.newest(job.name()));
    Optional<ExpectedRun> last = runs.newest(job.name());
    if (last.filter(run -> run.result() == RunResult.RUNNING).isPresent()) {
      return clock.instant().plus(LOOK_AGAIN);
    }
    Instant now = clock.instant();
    Timetable table = timetable(job);
    Instant settled = settledUntil(job, table, last, now);
    Optional<Timetable.Due> due =
        table.due(settled, now).filter(each -> !job.begin(each.latest()).isAfter(now));
    if (due.isPresent()) {
      missed(job, due.get());
      return attempt(job, table, due.get().latest(), 1);
    }
    Instant next = nextBegin(job, table, settled, now);
    Optional<Instant> again = last.flatMap(run -> again(job, run));
    if (again.isEmpty()) {
      return next;
    }
    if (again.get().isAfter(now)) {
      return again.get().isBefore(next) ? again.get() : next;
    }
    return attempt(job, table, last.orElseThrow().due(), last.orElseThrow().attempt() + 1);
  }

  /** When a job is due next, as far as is known now. */
  public Instant next(Job job) {
    Instant now = clock.instant();
    Timetable table = timetable(job);
    Optional<ExpectedRun> last = runs.newest(job.name());
    Instant next = nextBegin(job, table, settledUntil(job, table, last, now), now);
    return last.flatMap(run -> again(job, run)).filter(each -> each.isBefore(next)).orElse(next);
  }

  /** By which interval an objective is met; empty for other jobs. */
  public Optional<ObjectiveInterval> objective(Job job) {
    return job.trigger() instanceof Trigger.Objective(Duration rpo)
        ? Optional.of(
            ObjectiveInterval.derive(rpo, plan.detection(), samples(job.name()), clock.instant()))
        : Optional.empty();
  }

  private List<ObjectiveInterval.Sample> samples(String job) {
    return runs.newestGood(job, SAMPLES).stream()
        .flatMap(
            run ->
                run.took().stream()
                    .map(took -> new ObjectiveInterval.Sample(run.started().orElseThrow(), took)))
        .toList();
  }

  private Timetable timetable(Job job) {
    Duration stride = objective(job).map(ObjectiveInterval::interval).orElse(Duration.ZERO);
    return Timetable.of(job, plan.zone(), stride);
  }

  /** Up to where nothing is left to be done. */
  private Instant settledUntil(Job job, Timetable table, Optional<ExpectedRun> last, Instant now) {
    // Who asks for an objective has it broken from the first moment on: so the first run is now.
    Instant first = job.trigger() instanceof Trigger.Objective ? now.minus(table.stride()) : now;
    Instant since = known.since(job, first);
    return last.map(ExpectedRun::due).filter(since::isBefore).orElse(since);
  }

  private static Instant nextBegin(Job job, Timetable table, Instant settled, Instant now) {
    Instant due =
        table.due(settled, now).map(Timetable.Due::latest).orElseGet(() -> table.next(settled));
    return job.begin(due);
  }

  private void missed(Job job, Timetable.Due due) {
    String why =
        Optional.ofNullable(waits.get(job.name()))
            .orElse("nobody was there to start it; one run makes up for all that were missed");
    due.missed().forEach(moment -> attempts.record(job, moment, 1, RunResult.MISSED, why));
  }

  /** When a run that came to nothing is tried again; empty if it isn't. */
  private Optional<Instant> again(Job job, ExpectedRun run) {
    Instant ended = run.ended().orElse(run.due());
    if (run.result() == RunResult.SKIPPED && run.message().startsWith(SUSPENDED)) {
      return Optional.of(ended);
    }
    boolean more = run.result().repeatable() && run.attempt() <= job.retries();
    if (!more) {
      return Optional.empty();
    }
    // What was killed did nothing wrong.
    return Optional.of(
        run.result() == RunResult.INTERRUPTED ? ended : ended.plus(Job.pauseAfter(run.attempt())));
  }

  private Instant attempt(Job job, Timetable table, Instant due, int number) {
    Instant now = clock.instant();
    Optional<Pause> pause = pauses.of(job.name(), now);
    if (pause.isPresent()) {
      attempts.record(job, due, number, RunResult.SKIPPED, words(pause.get()));
      return nextBegin(job, table, due, now);
    }
    Optional<String> busy = suspension.reason(job);
    if (busy.isPresent()) {
      boolean said = runs.newest(job.name()).filter(run -> run.due().equals(due)).isPresent();
      if (!said) {
        attempts.record(job, due, number, RunResult.SKIPPED, SUSPENDED + busy.get());
      }
      return now.plus(STILL_SUSPENDED);
    }
    Optional<String> inTheWay = attempts.make(job, due, number);
    if (inTheWay.isPresent()) {
      waits.put(job.name(), inTheWay.get());
      return clock.instant().plus(LOOK_AGAIN);
    }
    waits.remove(job.name());
    return next(job);
  }

  private static String words(Pause pause) {
    return "paused by "
        + pause.actor()
        + pause.until().map(end -> " until " + end).orElse("")
        + ": "
        + pause.reason();
  }
}
