package dev.lifeboat.cli;

import dev.lifeboat.ledger.ExpectedRun;
import dev.lifeboat.problem.Code;
import dev.lifeboat.problem.ExitCode;
import dev.lifeboat.problem.Problem;
import dev.lifeboat.schedule.Pause;
import dev.lifeboat.units.Moments;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code lifeboat job} and what belongs to it. Without a further word it lists. */
@Command(
    name = "job",
    description = "See the jobs, run one now, and hold one back for a while.",
    footer = {
      "lifeboat job list",
      "lifeboat job run database",
      "lifeboat job pause database --for 2h --reason 'the disk is exchanged'"
    })
final class JobCommand implements Action {
  /** With everything below it. */
  static CommandLine build() {
    CommandLine job = new CommandLine(new JobCommand());
    job.addSubcommand(new ListJobs());
    job.addSubcommand(new RunJob());
    job.addSubcommand(new PauseJob());
    job.addSubcommand(new ResumeJob());
    return job;
  }

  @Override
  public Answer run(Session session) {
    return new ListJobs().run(session);
  }

  /** {@code lifeboat job list}. */
  @Command(
      name = "list",
      description = "Show the jobs, when each is due next, and how its last run ended.",
      footer = "lifeboat job list")
  static final class ListJobs implements Action {
    @Override
    public Answer run(Session session) {
      return new JobsAnswer(session.services().daemon().jobs(session.conduct()));
    }
  }

  /** {@code lifeboat job run}. */
  @Command(
      name = "run",
      description = {
        "Run a job now and wait for its end, whether the daemon runs or not.",
        "It is recorded as any other run. Exits as the job's command did."
      },
      footer = "lifeboat job run database")
  static final class RunJob implements Action {
    @SuppressWarnings("NullAway.Init") // picocli sets it before anything can run
    @Parameters(paramLabel = "NAME", description = "The job.")
    private String name;

    @Override
    public Answer run(Session session) {
      Conduct conduct = session.conduct();
      ExpectedRun run = session.services().daemon().run(conduct, name);
      return new RunAnswer(run, session.services().daemon().log(conduct, run), true);
    }
  }

  /** {@code lifeboat job pause}. */
  @Command(
      name = "pause",
      description = {
        "Hold a job back. Its runs are recorded as skipped, with the reason.",
        "Without an end it stays so until 'lifeboat job resume'."
      },
      footer = {
        "lifeboat job pause database --for 2h --reason 'the disk is exchanged'",
        "lifeboat job pause database --until '2026-11-24 06:00' --reason migration"
      })
  static final class PauseJob implements Action {
    @SuppressWarnings("NullAway.Init") // picocli sets it before anything can run
    @Parameters(paramLabel = "NAME", description = "The job.")
    private String name;

    @Option(names = "--for", paramLabel = "SPAN", description = "For that long, such as 2h.")
    private Optional<Duration> length = Optional.empty();

    @Option(
        names = "--until",
        paramLabel = "TIME",
        description = "Until then, such as '2026-11-24 06:00'.")
    private Optional<String> until = Optional.empty();

    @SuppressWarnings("NullAway.Init") // picocli sets it before anything can run
    @Option(names = "--reason", paramLabel = "TEXT", required = true, description = "Why.")
    private String reason;

    @Override
    public Answer run(Session session) {
      if (length.isPresent() && until.isPresent()) {
        throw Problem.of(Code.USAGE, "'--for' doesn't go with '--until'", "give one of the two")
            .exception();
      }
      Instant now = session.shell().clock().instant();
      Optional<Instant> end =
          length.map(now::plus).or(() -> until.map(text -> moment(text, session)));
      return new Paused(session.services().daemon().pause(session.conduct(), name, end, reason));
    }

    private static Instant moment(String text, Session session) {
      try {
        return Moments.parse(text, session.shell().zone());
      } catch (IllegalArgumentException e) {
        throw Problem.of(Code.USAGE, String.valueOf(e.getMessage())).causedBy(e);
      }
    }
  }

  /** {@code lifeboat job resume}. */
  @Command(
      name = "resume",
      description = "End the pause of a job: it runs again when it is due next.",
      footer = "lifeboat job resume database")
  static final class ResumeJob implements Action {
    @SuppressWarnings("NullAway.Init") // picocli sets it before anything can run
    @Parameters(paramLabel = "NAME", description = "The job.")
    private String name;

    @Override
    public Answer run(Session session) {
      return new Resumed(name, session.services().daemon().resume(session.conduct(), name));
    }
  }

  /** A job is held back. */
  private record Paused(Pause pause) implements Answer {
    @Override
    public Object document() {
      return pause;
    }

    @Override
    public String text(Page page) {
      return "%s The job '%s' is paused %s.\n"
          .formatted(
              page.ok(),
              pause.job(),
              pause.until().map(end -> "until " + page.moment(end)).orElse("until it is resumed"));
    }
  }

  /** A job is held back no more. */
  private record Resumed(String job, boolean wasPaused) implements Answer {
    @Override
    public Object document() {
      return this;
    }

    @Override
    public String text(Page page) {
      return wasPaused
          ? page.ok() + " The job '" + job + "' runs again when it is due.\n"
          : "The job '" + job + "' was not paused.\n";
    }
  }

  /** One run, with what it said. */
  record RunAnswer(ExpectedRun run, Path log, boolean exitAsItDid) implements Answer {
    /** Its field names are a contract. */
    record Document(RunDocument run, String log) {}

    @Override
    public Object document() {
      return new Document(RunDocument.of(run), log.toString());
    }

    @Override
    public String text(Page page) {
      return RunsText.one(run, log, page);
    }

    @Override
    public ExitCode exit() {
      if (!exitAsItDid) {
        return ExitCode.OK;
      }
      int status = run.status().orElse(run.result().good() ? 0 : ExitCode.FAILED.status());
      return Arrays.stream(ExitCode.values())
          .filter(code -> code.status() == status)
          .findFirst()
          .orElse(ExitCode.FAILED);
    }
  }
}
