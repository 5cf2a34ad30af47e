package dev.lifeboat.cli;

import dev.lifeboat.monitor.MonitorReport;
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
    footer = {
      "lifeboat monitor",
      "lifeboat monitor --nagios",
      "lifeboat monitor --alert",
      "lifeboat monitor --json"
    })
final class MonitorCommand implements Action {
  @Option(
      names = "--nagios",
      description =
          "Answer as a plugin of Nagios, Icinga and the like does: one line with performance data,"
              + " exit code 0 for OK, 1 for WARNING, 2 for CRITICAL, 3 for UNKNOWN.")
  private boolean nagios;

  @Option(
      names = "--alert",
      description =
          "Tell the channels below 'alerts' in lifeboat.yaml what is due: once for each cause, and"
              + " when it is over.")
  private boolean alert;

  @Override
  public Answer run(Session session) {
    if (!nagios) {
      return new MonitorAnswer(look(session));
    }
    try {
      return new NagiosAnswer(look(session));
    } catch (ProblemException e) {
      return new NagiosFailure(e.problems().stream().map(Problem::message).toList());
    }
  }

  private MonitorReport look(Session session) {
    Conduct conduct = session.conduct();
    MonitorReport report = session.services().monitor().monitor(conduct);
    if (alert) {
      var _ = session.services().alert().tell(conduct, report.verdicts());
    }
    return report;
  }
}
