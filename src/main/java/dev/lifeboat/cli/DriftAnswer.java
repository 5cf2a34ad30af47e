package dev.lifeboat.cli;

import dev.lifeboat.cli.terminal.Facts;
import dev.lifeboat.drift.Drift;
import dev.lifeboat.drift.DriftReport;
import dev.lifeboat.problem.ExitCode;
import dev.lifeboat.stack.LockedImage;
import java.util.List;
import java.util.Optional;

/** How what runs stands to what it should be. */
record DriftAnswer(DriftReport report) implements Answer {
  /** Its field names are a contract. */
  record Document(
      String project,
      Optional<String> backup,
      boolean declaredKnown,
      boolean drift,
      List<Drift> drifts,
      List<LockedImage> locked,
      List<LockedImage> running) {}

  @Override
  public Object document() {
    return new Document(
        report.project(),
        report.backup(),
        report.declaredKnown(),
        !report.holds(),
        report.drifts(),
        report.locked().images(),
        report.running().images());
  }

  @Override
  public ExitCode exit() {
    return report.holds() ? ExitCode.OK : ExitCode.NOT_EMPTY;
  }

  @Override
  public String text(Page page) {
    StringBuilder text = new StringBuilder();
    if (report.holds()) {
      text.append(page.ok()).append(" No drift: what runs is what was declared and locked.\n");
    }
    for (Drift drift : report.drifts()) {
      text.append(page.failed()).append(' ').append(drift.message()).append('\n');
      Facts facts = new Facts();
      drift.locked().ifPresent(each -> facts.add("locked", each));
      drift.declared().ifPresent(each -> facts.add("declared", each));
      drift.running().ifPresent(each -> facts.add("running", each));
      text.append(facts.print(page.ink()));
    }
    text.append("Compared with ")
        .append(report.backup().map(id -> "backup " + id).orElse("no backup"))
        .append(
            report.declaredKnown()
                ? " and the Compose files.\n"
                : "; no Compose command could tell what is declared.\n");
    if (report.drifts().stream().anyMatch(each -> each.kind() == Drift.Kind.IMAGE)) {
      text.append(page.next("lifeboat recover wrong-images --dry-run"));
    }
    return text.toString();
  }
}
