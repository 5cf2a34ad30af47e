package dev.lifeboat.cli;

import dev.lifeboat.cli.terminal.Table;
import dev.lifeboat.cli.terminal.Table.Column;
import dev.lifeboat.drill.Criteria;
import dev.lifeboat.drill.DrillRecord;
import dev.lifeboat.drill.DrillScenario;
import dev.lifeboat.drill.DrillVerdict;
import dev.lifeboat.drill.KeptDrill;
import dev.lifeboat.drill.SignOff;
import dev.lifeboat.units.ByteSize;
import dev.lifeboat.units.Spans;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The drills of a host. */
record DrillListAnswer(List<KeptDrill> drills) implements Answer {
  /** Its field names are a contract. */
  record Document(List<Line> drills) {}

  /** Its field names are a contract. */
  record Line(
      String id,
      DrillScenario scenario,
      boolean micro,
      Instant startedAt,
      DrillVerdict verdict,
      long bytes,
      Optional<Duration> rtoSeconds,
      Optional<Duration> rtoObjectiveSeconds,
      Optional<Duration> rpoSeconds,
      int findings,
      List<SignOff> signOffs) {
    static Line of(KeptDrill kept) {
      DrillRecord record = kept.record();
      return new Line(
          record.id(),
          record.scenario(),
          record.micro(),
          record.startedAt(),
          record.verdict(),
          record.bytes(),
          record.rto(),
          record.criteria().rto(),
          record.rpo().map(lost -> lost.span()),
          record.findings().size(),
          kept.signOffs());
    }
  }

  @Override
  public Object document() {
    return new Document(drills.stream().map(Line::of).toList());
  }

  @Override
  public String text(Page page) {
    if (drills.isEmpty()) {
      return "No drill was run on this host.\n" + page.next("lifeboat drill run");
    }
    Table table =
        new Table(
            Column.text("DRILL"),
            Column.text("STARTED"),
            Column.text("SCENARIO"),
            Column.text("VERDICT"),
            Column.text("SIZE"),
            Column.text("RTO"),
            Column.text("OBJECTIVE"),
            Column.text("RPO"),
            Column.prose("SIGNED"));
    for (KeptDrill kept : drills) {
      DrillRecord record = kept.record();
      Criteria criteria = record.criteria();
      table.row(
          record.id(),
          page.moment(record.startedAt()).substring(0, 16),
          record.scenario() + (record.micro() ? " (micro)" : ""),
          record.verdict().words(),
          ByteSize.of(record.bytes()).toString(),
          record.rto().map(Spans::print).orElse("-"),
          criteria.rto().map(Spans::print).orElse("-"),
          record.rpo().map(lost -> Spans.print(lost.span())).orElse("-"),
          kept.signOffs().isEmpty()
              ? "no"
              : String.join(", ", kept.signOffs().stream().map(SignOff::role).toList()));
    }
    return page.table(table) + page.next("lifeboat drill show latest");
  }
}
