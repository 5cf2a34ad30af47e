package dev.lifeboat.monitor;

import dev.lifeboat.source.SourceKind;
import dev.lifeboat.units.Spans;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Whether the copy has what the repository has. */
final class CopyRule implements Judge.Rule {
  private static final List<String> COPY = List.of("lifeboat copy");

  @Override
  public void judge(Facts facts, Findings findings) {
    switch (facts.spread()) {
      case Seen.Known<Spread>(Spread spread) -> {
        if (spread.places().size() > 1) {
          judge(facts, spread, findings);
        }
      }
      case Seen.Unknown<Spread> unknown -> findings.unknown(Metric.COPY, "", unknown);
      case Seen.Without<Spread> _ -> {}
    }
  }

  private static void judge(Facts facts, Spread spread, Findings findings) {
    if (spread.trouble().isPresent()) {
      findings.add(
          Metric.COPY, "", State.CRITICAL, spread.trouble().get(), List.of("lifeboat copy"));
      return;
    }
    int missing = spread.backups() - spread.copied();
    Reading reading = Reading.of("copy_missing", missing, Reading.Unit.COUNT);
    if (missing == 0) {
      findings.good(
          Metric.COPY, "", "the copy has all %d backups".formatted(spread.backups()), reading);
      return;
    }
    Duration objective = facts.objectives().pointOrUsual(SourceKind.DATABASE);
    Optional<Duration> behind =
        spread.copiedUntil().map(moment -> Duration.between(moment, findings.now()));
    boolean late = behind.filter(span -> span.compareTo(objective) <= 0).isEmpty();
    findings.add(
        Metric.COPY,
        "",
        late ? State.CRITICAL : State.WARNING,
        "the copy lacks %d of %d backups%s"
            .formatted(
                missing,
                spread.backups(),
                behind
                    .map(span -> ", and its newest is of %s ago".formatted(Spans.print(span)))
                    .orElse("")),
        COPY,
        reading);
  }
}
