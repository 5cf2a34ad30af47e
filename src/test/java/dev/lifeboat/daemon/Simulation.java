package dev.lifeboat.daemon;

import dev.lifeboat.ledger.ExpectedRun;
import dev.lifeboat.ledger.ExpectedRuns;
import dev.lifeboat.ledger.RunResult;
import dev.lifeboat.schedule.Job;
import dev.lifeboat.state.StateDatabase;
import dev.lifeboat.state.StatePlace;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;

/** A daemon without threads, whose time goes from one turn to the next. */
final class Simulation implements InstantSource {
  static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

  final StateDatabase database;
  final List<ExpectedRun> told = new ArrayList<>();
  final List<DaemonEvent> log = new ArrayList<>();
  final Map<String, Duration> durations = new HashMap<>();
  BiFunction<JobOrder, Instant, RunResult> outcome = (order, now) -> RunResult.SUCCEEDED;
  Optional<String> busy = Optional.empty();
  private final List<Job> jobs;
  private Instant now;

  Simulation(Path folder, Instant begin, Job... jobs) {
    this.database = StateDatabase.open(new StatePlace.InFolder(folder));
    this.jobs = List.of(jobs);
    this.now = begin;
  }

  @Override
  public Instant instant() {
    return now;
  }

  ExpectedRuns runs() {
    return new ExpectedRuns(database, "shop");
  }

  Pauses pauses() {
    return new Pauses(database, "shop");
  }

  DaemonPlan plan() {
    return new DaemonPlan("shop", jobs, BERLIN, Duration.ofMinutes(15), Path.of("unused"), "host");
  }

  Attempts attempts() {
    return new Attempts(plan(), database, this::execute, List.of(told::add), log::add, this);
  }

  Turns turns() {
    return new Turns(
        plan(), database, job -> busy.filter(_ -> job.kind().givesWay()), attempts(), this);
  }

  private JobResult execute(JobOrder order) {
    RunResult result = outcome.apply(order, now);
    now = now.plus(durations.getOrDefault(order.job().name(), Duration.ofSeconds(2)));
    return JobResult.ended(result, result == RunResult.FAILED ? "no luck" : "");
  }

  /** As a daemon that starts now and is gone at that time. */
  void runUntil(Instant end) {
    Turns turns = turns();
    attempts().settleAll();
    Map<Job, Instant> next = new HashMap<>();
    jobs.forEach(job -> next.put(job, now));
    while (true) {
      var first = next.entrySet().stream().min(Comparator.comparing(Map.Entry::getValue));
      if (first.orElseThrow().getValue().isAfter(end)) {
        now = end;
        return;
      }
      now = first.get().getValue().isAfter(now) ? first.get().getValue() : now;
      Instant again = turns.take(first.get().getKey());
      next.put(first.get().getKey(), again);
    }
  }

  void sleepUntil(Instant end) {
    now = end;
  }

  List<ExpectedRun> of(String job) {
    return runs().newest(Optional.of(job), 10_000).reversed();
  }
}
