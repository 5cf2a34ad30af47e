package dev.lifeboat.cli;

import dev.lifeboat.cli.terminal.Facts;
import dev.lifeboat.cli.terminal.Table;
import dev.lifeboat.cli.terminal.Table.Column;
import dev.lifeboat.drill.Check;
import dev.lifeboat.drill.DataProof;
import dev.lifeboat.drill.DrillFinding;
import dev.lifeboat.drill.DrillRecord;
import dev.lifeboat.drill.DrillVerdict;
import dev.lifeboat.drill.KeptDrill;
import dev.lifeboat.drill.LostData;
import dev.lifeboat.drill.Mutant;
import dev.lifeboat.drill.PhaseResult;
import dev.lifeboat.drill.SignOff;
import dev.lifeboat.problem.ExitCode;
import dev.lifeboat.units.ByteSize;
import dev.lifeboat.units.Spans;
import java.util.List;

/**
 * One drill.
 *
 * @param justRun whether its outcome is that of the command
 */
record DrillAnswer(KeptDrill kept, boolean justRun) implements Answer {
  /** Its field names are a contract; {@code report} is what is in {@code report.json}. */
  record Document(String sha256, boolean signed, List<SignOff> signOffs, DrillRecord report) {}

  @Override
  public Object document() {
    return new Document(kept.sha256(), kept.signed(), kept.signOffs(), kept.record());
  }

  @Override
  public ExitCode exit() {
    DrillRecord record = kept.record();
    if (!justRun) {
      return ExitCode.OK;
    }
    if (record.verdict() == DrillVerdict.FAIL) {
      return ExitCode.VERIFICATION_FAILED;
    }
    boolean missed =
        record.rtoMet().filter(met -> !met).isPresent()
            || record.criteria().rpos().stream()
                .anyMatch(each -> record.rpoMet(each).filter(met -> !met).isPresent());
    return missed ? ExitCode.OBJECTIVE_MISSED : ExitCode.OK;
  }

  @Override
  public String text(Page page) {
    DrillRecord record = kept.record();
    StringBuilder text = new StringBuilder();
    text.append(record.verdict().passed() ? page.ok() : page.failed())
        .append(
            " drill '%s', %s: %s%n"
                .formatted(record.id(), record.scenario(), record.verdict().words()));
    for (DrillFinding finding : record.findings()) {
      text.append(finding.severity() == DrillFinding.Severity.CRITICAL ? page.failed() : " ")
          .append(" %s: %s%n".formatted(finding.severity(), finding.fact()));
      finding.hints().forEach(hint -> text.append("  Hint: ").append(hint).append('\n'));
    }
    text.append(facts(record).print(page.ink()));
    if (!record.phases().isEmpty()) {
      text.append('\n').append(page.table(phases(record)));
    }
    record.mutants().stream()
        .filter(mutant -> !mutant.caught())
        .forEach(
            mutant ->
                text.append(page.failed())
                    .append(" %s: %s%n".formatted(mutant.kind(), mutant.told())));
    return text.append(page.next(next(record))).toString();
  }

  private static String next(DrillRecord record) {
    return record.verdict() == DrillVerdict.FAIL
        ? "lifeboat verify all --level content"
        : "lifeboat drill sign %s --as reviewer".formatted(record.id());
  }

  private Facts facts(DrillRecord record) {
    Facts facts = new Facts();
    record
        .sources()
        .forEach(
            source ->
                facts.add("backup", "%s, %s".formatted(source.id(), ByteSize.of(source.bytes()))));
    record
        .rto()
        .ifPresent(
            took ->
                facts.add(
                    "RTO",
                    Spans.print(took)
                        + record
                            .criteria()
                            .rto()
                            .map(within -> ", objective " + Spans.print(within))
                            .orElse("")));
    record.rpo().ifPresent(lost -> facts.add("RPO", lost(lost)));
    facts.add("place", record.isolation().place());
    facts.add("isolation", checks(record.isolation().checks()));
    long holding = record.data().stream().filter(DataProof::holds).count();
    facts.add("proof", "%d of %d items as in the backup".formatted(holding, record.data().size()));
    record
        .canary()
        .ifPresent(
            canary ->
                facts.add(
                    "canary",
                    "%s in '%s'"
                        .formatted(canary.found() ? "came back" : "is gone", canary.collection())));
    if (!record.mutants().isEmpty()) {
      facts.add(
          "mutants",
          "%d of %d caught".formatted(record.caught(), record.mutants().size())
              + record.mutants().stream().map(DrillAnswer::mutant).reduce("", String::concat));
    }
    record.deviations().forEach(words -> facts.warning("deviation", words));
    facts.add("clean-up", checks(record.cleanUp().checks()));
    record.cleanUp().earlier().forEach(words -> facts.add("earlier", words));
    kept.signOffs()
        .forEach(
            signed ->
                facts.add("signed off", "%s as %s".formatted(signed.person(), signed.role())));
    return facts;
  }

  private static String mutant(Mutant mutant) {
    return "\n%s: %s".formatted(mutant.kind(), mutant.caughtBy());
  }

  private static String checks(List<Check> checks) {
    if (checks.isEmpty()) {
      return "not looked at";
    }
    return String.join(
        "\n", checks.stream().map(check -> (check.holds() ? "" : "NOT: ") + check.fact()).toList());
  }

  private static String lost(LostData lost) {
    return Spans.print(lost.span())
        + (lost.documents().isPresent()
            ? ", %,d documents that production has more".formatted(lost.documents().getAsLong())
            : "");
  }

  private static Table phases(DrillRecord record) {
    Table table = new Table(Column.text("PHASE"), Column.text("TOOK"), Column.text("FORETOLD"));
    for (PhaseResult phase : record.phases()) {
      table.row(
          phase.phase().toString(),
          Spans.print(phase.took()),
          phase
              .forecast()
              .map(
                  band ->
                      "%s (%s to %s)"
                          .formatted(
                              Spans.print(band.likely()),
                              Spans.print(band.low()),
                              Spans.print(band.high())))
              .orElse("-"));
    }
    return table;
  }
}
