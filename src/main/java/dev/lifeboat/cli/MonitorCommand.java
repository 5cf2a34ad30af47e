package dev.lifeboat.cli;

import dev.lifeboat.problem.Problem;
import dev.lifeboat.problem.ProblemException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code lifeboat monitor}. */
@Command(
    name = "monitor",
    description = {
      "Judge everything that backups and restores depend on against the objectives.",
      "What can't be asked counts as bad. Exits with 9 if anything is critical or unknown, else"
          + " with 0."
    },
    footer = {"lifeboat monitor", "lifeboat monitor --nagios", "lifeboat monitor --json"})
final class MonitorCommand implements Action {
  @Option(
      names = "--nagios",
      description =
          "Answer as a plugin of Nagios, Icinga and the like does: one line with performance data,"
              + " exit code 0 for OK, 1 for WARNING, 2 for CRITICAL, 3 for UNKNOWN.")
  private boolean nagios;

  @Override
  public Answer run(Session session) {
    if (!nagios) {
      return new MonitorAnswer(session.services().monitor().monitor(session.conduct()));
    }
    try {
      return new NagiosAnswer(session.services().monitor().monitor(session.conduct()));
    } catch (ProblemException e) {
      return new NagiosFailure(e.problems().stream().map(Problem::message).toList());
    }
  }
}
