package dev.lifeboat.monitor;

import dev.lifeboat.source.SourceKind;
import dev.lifeboat.units.ByteSize;
import java.util.List;

/** Whether the newest backup of each source looks like those before it. */
final class SizeRule implements Judge.Rule {
  @Override
  public void judge(Facts facts, Findings findings) {
    switch (facts.stock()) {
      case Seen.Known<Stock>(Stock stock) ->
          List.of(SourceKind.DATABASE, SourceKind.VOLUMES)
              .forEach(source -> stock.newest(source).ifPresent(newest -> judge(newest, findings)));
      case Seen.Unknown<Stock> unknown ->
          findings.unknown(Metric.SIZE, SourceKind.DATABASE, unknown);
      case Seen.Without<Stock> _ -> {}
    }
  }

  private static void judge(Stock.Backup newest, Findings findings) {
    Reading bytes = Reading.of("backup_bytes", (double) newest.bytes(), Reading.Unit.BYTES);
    String size = "backup '%s' holds %s".formatted(newest.id(), ByteSize.of(newest.bytes()));
    String show = "lifeboat show " + newest.id();
    if (newest.suspicious()) {
      findings.add(
          Metric.SIZE,
          newest.source(),
          State.CRITICAL,
          "backup '%s' is suspicious: %s"
              .formatted(newest.id(), String.join("; ", newest.anomalies())),
          List.of(show, "lifeboat accept %s --reason TEXT".formatted(newest.id())),
          bytes);
    } else if (!newest.complete()) {
      findings.add(
          Metric.SIZE,
          newest.source(),
          State.CRITICAL,
          size + ", and not everything that it should",
          List.of(show),
          bytes);
    } else if (newest.bytes() == 0) {
      findings.add(
          Metric.SIZE,
          newest.source(),
          State.WARNING,
          size + ": it is empty",
          List.of(show),
          bytes);
    } else {
      findings.good(Metric.SIZE, newest.source(), size + ", as usual", bytes);
    }
  }
}
