package dev.lifeboat.cli;

import dev.lifeboat.cli.terminal.Facts;
import dev.lifeboat.problem.ExitCode;
import dev.lifeboat.recovery.RecoveryReport;
import dev.lifeboat.restore.RestoreReport;
import dev.lifeboat.source.ItemProof;
import dev.lifeboat.source.LifeSign;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** A recovery that was done. */
record RecoveryAnswer(RecoveryReport report) implements Answer {
  /**
   * Its field names are a contract.
   *
   * @param proven whether all data that came back is as in the backup
   * @param healthy whether every service and probe is well
   */
  record Document(
      String kind,
      String stack,
      Optional<String> backup,
      boolean proven,
      boolean healthy,
      List<String> done,
      List<RestoreAnswer.Proof> proof,
      List<RestoreAnswer.Phase> phases,
      Duration seconds,
      List<Sign> signs,
      List<String> warnings) {}

  /** How a service or a probe is. */
  record Sign(LifeSign.Kind kind, String name, boolean good, String words, Duration seconds) {}

  @Override
  public Document document() {
    return new Document(
        report.plan().kind(),
        report.plan().stack(),
        report.plan().backup(),
        proven(),
        healthy(),
        report.done(),
        proof().stream().map(RestoreAnswer.Proof::of).toList(),
        RestoreAnswer.Phase.of(report.phases()),
        report.took(),
        report.signs().stream()
            .map(sign -> new Sign(sign.kind(), sign.name(), sign.good(), sign.words(), sign.took()))
            .toList(),
        report.warnings());
  }

  private List<ItemProof> proof() {
    return report.restores().stream().map(RestoreReport::proof).flatMap(List::stream).toList();
  }

  private boolean proven() {
    return proof().stream().allMatch(ItemProof::holds);
  }

  private boolean healthy() {
    return report.signs().stream().allMatch(LifeSign::good);
  }

  @Override
  public ExitCode exit() {
    if (!proven()) {
      return ExitCode.VERIFICATION_FAILED;
    }
    return healthy() ? ExitCode.OK : ExitCode.PARTIAL;
  }

  @Override
  public String text(Page page) {
    StringBuilder text = new StringBuilder();
    if (report.plan().backup().isEmpty()) {
      text.append(page.ok()).append(" Given up: the database stays as it is\n\n");
    } else {
      text.append(
          report.holds()
              ? page.ok() + " Recovered: stack '%s' is back\n\n".formatted(report.plan().stack())
              : page.failed()
                  + " Recovered, but not all of stack '%s' is well\n\n"
                      .formatted(report.plan().stack()));
    }
    Facts facts = new Facts();
    report.done().forEach(each -> facts.add("done", each));
    if (!proof().isEmpty()) {
      long held = proof().stream().filter(ItemProof::holds).count();
      facts.add(
          "proof",
          "%d of %d collections and volumes as in the backup".formatted(held, proof().size()));
    }
    report
        .signs()
        .forEach(
            sign ->
                facts.add(
                    sign.kind() == LifeSign.Kind.SERVICE ? "service" : "probe",
                    "%s %s %s"
                        .formatted(
                            sign.good() ? page.ok() : page.failed(), sign.name(), sign.words())));
    facts.add("took", page.wrapped(RestoreAnswer.took(report.took(), report.phases()), 11));
    text.append(facts.print(page.ink()));
    for (String warning : report.warnings()) {
      text.append(page.ink().warning("warning:")).append(' ').append(warning).append('\n');
    }
    return text.toString();
  }
}
