package dev.lifeboat.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code lifeboat schedule} and what belongs to it. Without a further word it lists the jobs. */
@Command(
    name = "schedule",
    description = "See what is done when, and take over what a crontab does.",
    footer = {"lifeboat schedule", "lifeboat schedule import --write"})
final class ScheduleCommand implements Action {
  /** With everything below it. */
  static CommandLine build() {
    CommandLine schedule = new CommandLine(new ScheduleCommand());
    schedule.addSubcommand(new Import());
    return schedule;
  }

  @Override
  public Answer run(Session session) {
    return new JobsAnswer(session.services().daemon().jobs(session.conduct()));
  }

  /** {@code lifeboat schedule import}. */
  @Command(
      name = "import",
      description = {
        "Show the jobs that take the place of a crontab's lines, and the lines that stay.",
        "Crontabs aren't changed: remove the lines when the daemon does their work."
      },
      footer = {"lifeboat schedule import", "lifeboat schedule import crontab.txt --write"})
  static final class Import implements Action {
    @Parameters(
        paramLabel = "FILE",
        arity = "0..1",
        description =
            "A crontab; if not said, yours, /etc/crontab and those in /etc/cron.d that can be"
                + " read.")
    private Optional<Path> file = Optional.empty();

    @Option(names = "--write", description = "Put the jobs into the configuration.")
    private boolean write;

    @Override
    public Answer run(Session session) {
      Conduct conduct = session.conduct();
      CrontabServices crontabs = session.services().crontabs();
      List<ReadCrontab> read = crontabs.read(conduct, file);
      boolean any = read.stream().anyMatch(each -> !each.takeover().jobs().isEmpty());
      return new TakeoverAnswer(
          read, write && any ? Optional.of(crontabs.write(conduct, read)) : Optional.empty());
    }
  }
}
