package dev.lifeboat.monitor;

import dev.lifeboat.source.SourceKind;
import dev.lifeboat.units.Spans;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** How much would be lost now, against what may be lost. */
final class FreshnessRule implements Judge.Rule {
  @Override
  public void judge(Facts facts, Findings findings) {
    switch (facts.stock()) {
      case Seen.Known<Stock>(Stock stock) ->
          sources(facts, stock).forEach(source -> judge(facts, stock, source, findings));
      case Seen.Unknown<Stock> unknown ->
          findings.unknown(Metric.FRESHNESS, SourceKind.DATABASE, unknown);
      case Seen.Without<Stock> _ -> {}
    }
  }

  /** What was promised for, and what there are backups of; the database in any case. */
  private static Set<String> sources(Facts facts, Stock stock) {
    Set<String> sources = new LinkedHashSet<>();
    boolean onlyVolumes =
        facts.objectives().point(SourceKind.DATABASE).isEmpty()
            && !stock.has(SourceKind.DATABASE)
            && facts.objectives().point(SourceKind.VOLUMES).isPresent();
    if (!onlyVolumes) {
      sources.add(SourceKind.DATABASE);
    }
    facts.objectives().points().forEach(point -> sources.add(point.source()));
    if (stock.has(SourceKind.VOLUMES)) {
      sources.add(SourceKind.VOLUMES);
    }
    return sources;
  }

  private static void judge(Facts facts, Stock stock, String source, Findings findings) {
    String backup = command(source);
    Duration objective = facts.objectives().pointOrUsual(source);
    stock
        .newestGood(source)
        .ifPresentOrElse(
            newest -> {
              Duration loss = Duration.between(newest.moment(), findings.now());
              loss = loss.isNegative() ? Duration.ZERO : loss;
              boolean late = loss.compareTo(objective) > 0;
              List<Reading> readings = new ArrayList<>();
              readings.add(
                  Reading.above(
                      "loss_seconds",
                      Reading.seconds(loss),
                      Reading.Unit.SECONDS,
                      Reading.seconds(objective),
                      Reading.seconds(objective)));
              String documents = "";
              if (source.equals(SourceKind.DATABASE)) {
                documents =
                    facts
                        .documents()
                        .found()
                        .map(
                            count -> {
                              readings.add(
                                  Reading.of(
                                      "documents_since", (double) count, Reading.Unit.COUNT));
                              return String.format(
                                  Locale.ROOT, ", %,d documents came or went since", count);
                            })
                        .orElse("");
              }
              findings.add(
                  Metric.FRESHNESS,
                  source,
                  late ? State.CRITICAL : State.OK,
                  "the last %s would be lost%s; the objective is %s"
                      .formatted(Spans.print(loss), documents, Spans.print(objective)),
                  late ? List.of(backup) : List.of(),
                  readings.toArray(Reading[]::new));
            },
            () ->
                findings.add(
                    Metric.FRESHNESS,
                    source,
                    State.CRITICAL,
                    "there is no backup of it that can be restored: all of it would be lost",
                    List.of(backup, "lifeboat list")));
  }

  private static String command(String source) {
    return source.equals(SourceKind.DATABASE) ? "lifeboat backup" : "lifeboat backup " + source;
  }
}
