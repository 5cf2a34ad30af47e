package dev.lifeboat.cli;

import dev.lifeboat.audit.Audited;
import dev.lifeboat.ledger.ExpectedRun;
import dev.lifeboat.schedule.Pause;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/** What is done again and again, and what became of it. */
public interface DaemonServices {
  /**
   * Does what is due until it is interrupted.
   *
   * @param reload whether the configuration is to be read again now; forgets it
   * @param told gets the daemon's own log
   */
  @Audited("serve")
  void serve(Conduct conduct, BooleanSupplier reload, Consumer<LoggedLine> told);

  /** Whether the configuration wants the daemon's log as JSON. */
  boolean logsJson(Conduct conduct);

  /** The jobs, in the order of the configuration. */
  List<ScheduledJob> jobs(Conduct conduct);

  /** Makes a run of a job now, in its lane, and returns when it is over. */
  @Audited(value = "job run", names = "job")
  ExpectedRun run(Conduct conduct, String job);

  /**
   * Holds a job back.
   *
   * @param until when that ends; empty if somebody has to end it
   */
  @Audited(
      value = "job pause",
      names = {"job", "until", "reason"})
  Pause pause(Conduct conduct, String job, Optional<Instant> until, String reason);

  /** Ends a pause. Returns whether there was one. */
  @Audited(value = "job resume", names = "job")
  boolean resume(Conduct conduct, String job);

  /**
   * The newest runs.
   *
   * @param window over which time the success rate is counted
   */
  RunHistory runs(Conduct conduct, Optional<String> job, int most, Duration window);

  /** One run, by its id or the beginning of it. */
  ExpectedRun find(Conduct conduct, String id);

  /** What a run said; may not be there. */
  Path log(Conduct conduct, ExpectedRun run);

  /** The same of many runs, to be asked again and again. */
  RunLogs logs(Conduct conduct);
}
