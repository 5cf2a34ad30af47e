package dev.lifeboat;

import dev.lifeboat.cli.Conduct;
import dev.lifeboat.cli.DaemonServices;
import dev.lifeboat.cli.LoggedLine;
import dev.lifeboat.cli.RunHistory;
import dev.lifeboat.cli.RunLogs;
import dev.lifeboat.cli.ScheduledJob;
import dev.lifeboat.config.Config;
import dev.lifeboat.config.DaemonSettings;
import dev.lifeboat.daemon.Attempts;
import dev.lifeboat.daemon.BusyLedger;
import dev.lifeboat.daemon.ChildJobs;
import dev.lifeboat.daemon.DaemonEvent;
import dev.lifeboat.daemon.DaemonPlan;
import dev.lifeboat.daemon.Pauses;
import dev.lifeboat.daemon.RunListener;
import dev.lifeboat.daemon.Suspension;
import dev.lifeboat.daemon.Turns;
import dev.lifeboat.ledger.ExpectedRun;
import dev.lifeboat.ledger.ExpectedRuns;
import dev.lifeboat.ledger.RunResult;
import dev.lifeboat.problem.Code;
import dev.lifeboat.problem.Problem;
import dev.lifeboat.schedule.Job;
import dev.lifeboat.schedule.Pause;
import dev.lifeboat.state.StateDatabase;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;

/** Puts the daemon together, and what people ask and tell it. */
record Serving(
    Function<Conduct, Wiring> wirings,
    Map<String, String> environment,
    String host,
    String version,
    InstantSource clock)
    implements DaemonServices {
  /** A manual's schedule, as it is written into the configuration. */
  static final String EXAMPLE =
      """
      jobs:
        database: {kind: backup, rpo: 6h}
        volumes: {kind: volumes, cron: "0 2 * * *"}
        watch: {kind: monitor, every: 15m}
        proof: {kind: verify, cron: "0 4 * * 0"}
        prune: {kind: prune, cron: "30 4 * * *"}
      """;

  /** What belongs to one stack's jobs. */
  record Desk(Wiring wiring, DaemonPlan plan, StateDatabase database) {
    ExpectedRuns runs() {
      return new ExpectedRuns(database, plan.stack());
    }

    Pauses pauses() {
      return new Pauses(database, plan.stack());
    }

    Job job(String name) {
      return plan.job(name)
          .orElseThrow(
              () ->
                  Problem.of(
                          Code.JOB_NOT_FOUND,
                          "there is no job '" + name + "' in the configuration",
                          plan.jobs().isEmpty()
                              ? "'jobs' in lifeboat.yaml is empty"
                              : "the jobs are "
                                  + String.join(", ", plan.jobs().stream().map(Job::name).toList()))
                      .exception());
    }
  }

  @Override
  public void serve(Conduct conduct, BooleanSupplier reload, Consumer<LoggedLine> told) {
    Consumer<DaemonEvent> log =
        event ->
            told.accept(
                new LoggedLine(
                    event.at(),
                    event.level().name().toLowerCase(java.util.Locale.ROOT),
                    event.job(),
                    event.run(),
                    event.message()));
    new ServedStack(this, conduct, reload, log, clock).run();
  }

  @Override
  public boolean logsJson(Conduct conduct) {
    return wirings.apply(conduct).config().daemon().logsJson();
  }

  @Override
  public List<ScheduledJob> jobs(Conduct conduct) {
    Desk desk = desk(conduct);
    Turns turns = turns(desk, conduct, _ -> {});
    Instant now = clock.instant();
    List<ScheduledJob> jobs = new ArrayList<>();
    for (Job job : desk.plan().jobs()) {
      jobs.add(
          new ScheduledJob(
              job,
              turns.next(job),
              desk.runs().newest(job.name()),
              desk.pauses().of(job.name(), now),
              turns.objective(job)));
    }
    return jobs;
  }

  @Override
  public ExpectedRun run(Conduct conduct, String name) {
    Desk desk = desk(conduct);
    Job job = desk.job(name);
    Instant due = Instant.ofEpochSecond(clock.instant().getEpochSecond());
    suspension(desk)
        .reason(job)
        .ifPresent(
            why -> {
              throw busy(job, why);
            });
    Thread worker = Thread.currentThread();
    try (var _ = conduct.interruption().onRequest(worker::interrupt)) {
      ExpectedRun run =
          attempts(desk, conduct, List.of(), _ -> {})
              .begin(job, due, 1)
              .orElseThrow(() -> busy(job, "it was started this second"));
      if (run.result() == RunResult.SKIPPED) {
        throw busy(job, run.message());
      }
      return run;
    }
  }

  private static RuntimeException busy(Job job, String why) {
    return Problem.of(
            Code.JOB_BUSY,
            "the job '%s' can't run now: %s".formatted(job.name(), why),
            "lifeboat runs")
        .exception();
  }

  @Override
  public Pause pause(Conduct conduct, String name, Optional<Instant> until, String reason) {
    Desk desk = desk(conduct);
    Pause pause =
        new Pause(
            desk.job(name).name(),
            clock.instant(),
            until,
            reason,
            System.getProperty("user.name", "unknown"));
    desk.pauses().begin(pause);
    return pause;
  }

  @Override
  public boolean resume(Conduct conduct, String name) {
    Desk desk = desk(conduct);
    return desk.pauses().end(desk.job(name).name());
  }

  @Override
  public RunHistory runs(Conduct conduct, Optional<String> job, int most, Duration window) {
    Desk desk = desk(conduct);
    Instant now = clock.instant();
    Map<String, dev.lifeboat.ledger.SuccessRate> rates = desk.runs().rates(now.minus(window), now);
    job.ifPresent(name -> rates.keySet().removeIf(other -> !other.equals(name)));
    return new RunHistory(desk.runs().newest(job, most), window, rates);
  }

  @Override
  public ExpectedRun find(Conduct conduct, String id) {
    return desk(conduct)
        .runs()
        .find(id)
        .orElseThrow(
            () ->
                Problem.of(
                        Code.RUN_NOT_FOUND,
                        "there is no run '%s', or there are several that begin so".formatted(id),
                        "lifeboat runs")
                    .exception());
  }

  @Override
  public Path log(Conduct conduct, ExpectedRun run) {
    Config config = wirings.apply(conduct).config();
    return Attempts.log(logs(config), run.id());
  }

  @Override
  public RunLogs logs(Conduct conduct) {
    Desk desk = desk(conduct);
    return new Logs(desk.runs(), desk.plan().logs());
  }

  private record Logs(ExpectedRuns runs, Path folder) implements RunLogs {
    @Override
    public List<ExpectedRun> newest(Optional<String> job, int most) {
      return runs.newest(job, most);
    }

    @Override
    public Path log(ExpectedRun run) {
      return Attempts.log(folder, run.id());
    }
  }

  private static Path logs(Config config) {
    return config.state().resolve("job-logs").resolve(config.stack().value());
  }

  Desk desk(Conduct conduct) {
    Wiring wiring = wirings.apply(conduct);
    Config config = wiring.config();
    DaemonSettings settings = config.daemon();
    DaemonPlan plan =
        new DaemonPlan(
            config.stack().value(),
            settings.jobs(),
            settings.zone().orElseGet(ZoneId::systemDefault),
            settings.detection(),
            logs(config),
            host);
    return new Desk(wiring, plan, StateDatabase.open(StatePlaces.of(config)));
  }

  Turns turns(Desk desk, Conduct conduct, Consumer<DaemonEvent> log) {
    return new Turns(
        desk.plan(),
        desk.database(),
        suspension(desk),
        attempts(desk, conduct, List.of(), log),
        clock);
  }

  Suspension suspension(Desk desk) {
    return new BusyLedger(desk.wiring().ledger(), desk.plan().stack())
        .and(Responding.suspension(desk.wiring().config()));
  }

  private Attempts attempts(
      Desk desk, Conduct conduct, List<RunListener> listeners, Consumer<DaemonEvent> log) {
    return new Attempts(
        desk.plan(), desk.database(), executor(desk, conduct), listeners, log, clock);
  }

  ChildJobs executor(Desk desk, Conduct conduct) {
    return new ChildJobs(
        program(), conduct.config().toAbsolutePath(), desk.wiring().ledger(), clock);
  }

  /**
   * What starts Lifeboat: the launcher, which says so in the environment, or else this JVM's
   * program with this class path.
   */
  private List<String> program() {
    Optional<String> launcher =
        Optional.ofNullable(environment.get("LIFEBOAT_LAUNCHER")).filter(path -> !path.isBlank());
    return launcher
        .map(List::of)
        .orElseGet(
            () ->
                List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-Xmx256m",
                    "-XX:+UseSerialGC",
                    "--enable-native-access=ALL-UNNAMED",
                    "-cp",
                    System.getProperty("java.class.path"),
                    Main.class.getName()));
  }

  /** Who is told what becomes of runs. */
  List<RunListener> listeners(Desk desk, Conduct conduct) {
    return List.of(
        new PingedRuns(alerting(desk).pings(desk.wiring().config(), conduct.progress()::warn)));
  }

  /** Sends what waits to be sent. */
  Postman postman(Desk desk, Conduct conduct) {
    return Postman.start(alerting(desk).alerts(desk.wiring().config()), conduct.progress()::warn);
  }

  /** It only sends: what is said, and by whom, is decided where the monitor looks. */
  private Alerting alerting(Desk desk) {
    return new Alerting(wirings, _ -> desk.database(), _ -> Optional.empty(), host, clock);
  }
}
