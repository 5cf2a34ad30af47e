package dev.lifeboat.cli;

import dev.lifeboat.monitor.Metric;
import dev.lifeboat.monitor.MonitorReport;
import dev.lifeboat.monitor.Reading;
import dev.lifeboat.monitor.State;
import dev.lifeboat.monitor.Verdict;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What the monitor found; its field names are a contract.
 *
 * @param state the worst of all
 */
record MonitorDocument(String stack, Instant at, State state, List<Judged> verdicts) {
  /**
   * One thing.
   *
   * @param subject of what, such as a source's name; empty if there is one only
   * @param since since when it has been in this state
   */
  record Judged(
      Metric metric,
      String subject,
      State state,
      String reason,
      Instant since,
      List<String> commands,
      List<Measured> readings) {}

  /** A number behind it, and from where on it is bad; null if no number says that. */
  record Measured(
      String name,
      double value,
      Reading.Unit unit,
      Optional<Double> warning,
      Optional<Double> critical) {}

  static MonitorDocument of(MonitorReport report) {
    return new MonitorDocument(
        report.stack(),
        report.at(),
        report.state(),
        report.verdicts().stream().map(MonitorDocument::judged).toList());
  }

  static Judged judged(Verdict verdict) {
    return new Judged(
        verdict.metric(),
        verdict.subject(),
        verdict.state(),
        verdict.reason(),
        verdict.since(),
        verdict.commands(),
        verdict.readings().stream()
            .map(
                reading ->
                    new Measured(
                        reading.name(),
                        reading.value(),
                        reading.unit(),
                        reading.warning().map(Reading.Limit::bound),
                        reading.critical().map(Reading.Limit::bound)))
            .toList());
  }
}
