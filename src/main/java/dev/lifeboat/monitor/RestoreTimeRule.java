package dev.lifeboat.monitor;

import dev.lifeboat.objective.Scenario;
import dev.lifeboat.units.Spans;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** How long a restore would take, where something was promised for it. */
final class RestoreTimeRule implements Judge.Rule {
  @Override
  public void judge(Facts facts, Findings findings) {
    facts
        .stock()
        .found()
        .flatMap(Stock::restore)
        .ifPresent(forecast -> judge(facts, forecast, findings));
  }

  private static void judge(Facts facts, Stock.Forecast forecast, Findings findings) {
    double seconds = Reading.seconds(forecast.takes());
    Optional<Duration> objective = facts.objectives().time(Scenario.DATABASE, forecast.bytes());
    String fact =
        "a restore of the database would take about %s%s"
            .formatted(
                Spans.print(forecast.takes()),
                forecast.measured() ? "" : " (assumed: none was measured here yet)");
    if (objective.isEmpty()) {
      findings.good(
          Metric.RESTORE,
          Scenario.DATABASE.toString(),
          fact,
          Reading.of("restore_seconds", seconds, Reading.Unit.SECONDS));
      return;
    }
    boolean late = forecast.takes().compareTo(objective.get()) > 0;
    double most = Reading.seconds(objective.get());
    findings.add(
        Metric.RESTORE,
        Scenario.DATABASE.toString(),
        late ? (forecast.measured() ? State.CRITICAL : State.WARNING) : State.OK,
        "%s; the objective is %s".formatted(fact, Spans.print(objective.get())),
        late ? List.of("lifeboat verify latest --level restore") : List.of(),
        Reading.above("restore_seconds", seconds, Reading.Unit.SECONDS, most, most));
  }
}
