package dev.lifeboat.monitor;

import dev.lifeboat.units.Spans;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Whether backups are whole, and when that was last tried. */
final class ProofRule implements Judge.Rule {
  @Override
  public void judge(Facts facts, Findings findings) {
    switch (facts.stock()) {
      case Seen.Known<Stock>(Stock stock) -> {
        whole(stock, findings);
        age(
            new Wanted(
                Metric.VERIFIED,
                stock.verified(),
                facts.limits().verifyWithin(),
                "a backup was last verified %s ago",
                "no backup was ever verified on this host",
                "lifeboat verify latest --level content"),
            stock,
            findings);
        age(
            new Wanted(
                Metric.DRILL,
                stock.rehearsed(),
                facts.limits().drillWithin(),
                "a backup was last restored %s ago",
                "no backup was ever restored on this host, not even for a proof",
                "lifeboat verify latest --level restore"),
            stock,
            findings);
      }
      case Seen.Unknown<Stock> unknown -> {
        findings.unknown(Metric.BACKUPS, "", unknown);
        findings.unknown(Metric.VERIFIED, "", unknown);
        findings.unknown(Metric.DRILL, "", unknown);
      }
      case Seen.Without<Stock> _ -> {}
    }
  }

  private static void whole(Stock stock, Findings findings) {
    int count = stock.backups().size();
    Reading backups = Reading.of("backups", count, Reading.Unit.COUNT);
    if (stock.problems().isEmpty()) {
      findings.good(
          Metric.BACKUPS,
          "",
          "%d backup%s, and nothing wrong with any".formatted(count, count == 1 ? "" : "s"),
          backups);
      return;
    }
    int more = stock.problems().size() - 1;
    findings.add(
        Metric.BACKUPS,
        "",
        State.CRITICAL,
        stock.problems().getFirst() + (more == 0 ? "" : " (and %d more)".formatted(more)),
        List.of("lifeboat verify all"),
        backups);
  }

  /** Something that has to be done now and then. */
  private record Wanted(
      Metric metric,
      Optional<Instant> last,
      Duration within,
      String done,
      String never,
      String command) {}

  /** What was never done is late from the time on at which the first backup should have been. */
  private static void age(Wanted wanted, Stock stock, Findings findings) {
    Instant now = findings.now();
    Optional<Instant> since =
        wanted
            .last()
            .or(() -> stock.backups().stream().map(Stock.Backup::moment).min(Instant::compareTo));
    boolean late =
        since
            .map(moment -> Duration.between(moment, now))
            .filter(age -> age.compareTo(wanted.within()) <= 0)
            .isEmpty();
    if (wanted.last().isEmpty()) {
      findings.add(
          wanted.metric(),
          "",
          late ? State.CRITICAL : State.WARNING,
          wanted.never(),
          List.of(wanted.command()));
      return;
    }
    Duration age = Duration.between(wanted.last().get(), now);
    age = age.isNegative() ? Duration.ZERO : age;
    double most = Reading.seconds(wanted.within());
    findings.add(
        wanted.metric(),
        "",
        late ? State.CRITICAL : State.OK,
        wanted.done().formatted(Spans.print(age))
            + (late ? "; that shall be within " + Spans.print(wanted.within()) : ""),
        late ? List.of(wanted.command()) : List.of(),
        Reading.above(
            wanted.metric().id() + "_age_seconds",
            Reading.seconds(age),
            Reading.Unit.SECONDS,
            most,
            most));
  }
}
