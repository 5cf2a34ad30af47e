package dev.lifeboat.monitor;

import dev.lifeboat.units.Spans;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** How many of the expected runs were good: not of those that happened. */
final class SuccessRule implements Judge.Rule {
  @Override
  public void judge(Facts facts, Findings findings) {
    switch (facts.runs()) {
      case Seen.Known<List<ExpectedRun>>(List<ExpectedRun> runs) -> judge(facts, runs, findings);
      case Seen.Unknown<List<ExpectedRun>> unknown -> findings.unknown(Metric.SUCCESS, "", unknown);
      case Seen.Without<List<ExpectedRun>> _ -> {}
    }
  }

  private static void judge(Facts facts, List<ExpectedRun> runs, Findings findings) {
    Instant from = findings.now().minus(facts.limits().successWindow());
    String window = Spans.print(facts.limits().successWindow());
    List<ExpectedRun> over =
        runs.stream()
            .filter(run -> run.good().isPresent() && !run.due().isBefore(from))
            .sorted(Comparator.comparing(ExpectedRun::due))
            .toList();
    if (over.isEmpty()) {
      findings.add(
          Metric.SUCCESS,
          "",
          State.UNKNOWN,
          "no run was expected in the last " + window,
          List.of("lifeboat backup"));
      return;
    }
    long good = over.stream().filter(run -> run.good().orElse(false)).count();
    double rate = (double) good / over.size();
    double least = facts.limits().successRate();
    Optional<ExpectedRun> bad =
        over.stream().filter(run -> !run.good().orElse(false)).reduce((a, b) -> b);
    boolean lastWasBad = bad.filter(over.getLast()::equals).isPresent();
    findings.add(
        Metric.SUCCESS,
        "",
        rate < least ? State.CRITICAL : lastWasBad ? State.WARNING : State.OK,
        String.format(
            Locale.ROOT,
            "%d of %d expected runs in the last %s were good, %.1f %% of at least %s %%%s",
            good,
            over.size(),
            window,
            Math.floor(rate * 1000) / 10,
            Double.toString(least * 100).replaceFirst("\\.0$", ""),
            bad.map(run -> "; the last that wasn't: %s, %s".formatted(run.job(), run.outcome()))
                .orElse("")),
        rate < least || lastWasBad ? List.of("lifeboat watch") : List.of(),
        Reading.below("success_ratio", rate, Reading.Unit.RATIO, least, least));
  }
}
