package dev.lifeboat.cli;

import dev.lifeboat.cli.terminal.Facts;
import dev.lifeboat.deploy.Change;
import dev.lifeboat.deploy.DeployReport;
import dev.lifeboat.deploy.Outcome;
import dev.lifeboat.deploy.Trouble;
import dev.lifeboat.problem.ExitCode;
import dev.lifeboat.source.LifeSign;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A deployment that came to its end. */
record DeployAnswer(DeployReport report) implements Answer {
  private static final int SHOWN = 10;

  /**
   * Its field names are a contract.
   *
   * @param outcome good, kept or rolled-back
   * @param status what the command exited with, if one ran
   * @param changes what a roll-back undid, or would undo, as far as counting tells
   * @param rollBack what was done to bring back what was before
   */
  record Document(
      String stack,
      Outcome outcome,
      String program,
      Optional<Integer> status,
      String backup,
      Optional<String> volumes,
      List<String> findings,
      List<Change> changes,
      Optional<RecoveryAnswer.Document> rollBack,
      List<RecoveryAnswer.Sign> signs,
      List<RestoreAnswer.Phase> phases,
      Duration seconds) {}

  @Override
  public Object document() {
    return new Document(
        report.deployment().stack(),
        report.outcome(),
        report.deployment().program(),
        report.status().isPresent() ? Optional.of(report.status().getAsInt()) : Optional.empty(),
        report.deployment().safety().backup(),
        report.deployment().safety().volumes(),
        report.findings(),
        report.changes(),
        report.rollBack().map(done -> new RecoveryAnswer(done).document()),
        report.signs().stream()
            .map(
                sign ->
                    new RecoveryAnswer.Sign(
                        sign.kind(), sign.name(), sign.good(), sign.words(), sign.took()))
            .toList(),
        RestoreAnswer.Phase.of(report.phases()),
        report.took());
  }

  /** The command's own, so that a script sees what it would see without Lifeboat. */
  @Override
  public int exitStatus() {
    int command = report.status().orElse(0);
    return command == 0 ? exit().status() : command;
  }

  @Override
  public ExitCode exit() {
    ExitCode back =
        report.rollBack().map(done -> new RecoveryAnswer(done).exit()).orElse(ExitCode.OK);
    if (back != ExitCode.OK) {
      return back;
    }
    return report.findings().isEmpty() && report.isWell() ? ExitCode.OK : ExitCode.PARTIAL;
  }

  /** What is wrong, for whoever decides. */
  static String trouble(Trouble trouble, Page page) {
    StringBuilder text = new StringBuilder("\n");
    trouble
        .findings()
        .forEach(found -> text.append(page.failed()).append(' ').append(found).append('\n'));
    text.append("A roll-back brings back backup ")
        .append(trouble.deployment().safety().backup())
        .append(" of ")
        .append(page.moment(trouble.deployment().at()))
        .append(", and the images of then.\n");
    lost(trouble.changes()).forEach(line -> text.append("  ").append(line).append('\n'));
    trouble
        .uncounted()
        .forEach(
            why -> text.append("  what it undoes can't be counted: ").append(why).append('\n'));
    if (trouble.changes().isEmpty() && trouble.uncounted().isEmpty()) {
      text.append("  no collection has another number of documents than then\n");
    }
    return text.append(
            "  changes within documents since then are undone too; they can't be counted\n")
        .toString();
  }

  private static List<String> lost(List<Change> changes) {
    List<String> lines = new ArrayList<>(changes.stream().limit(SHOWN).map(Change::words).toList());
    if (changes.size() > SHOWN) {
      lines.add("and %d collections more".formatted(changes.size() - SHOWN));
    }
    return lines;
  }

  @Override
  public String text(Page page) {
    StringBuilder text = new StringBuilder(headline(page)).append("\n\n");
    Facts facts = new Facts();
    report.findings().forEach(found -> facts.add("found", page.ink().warning(found)));
    facts.add("backup", report.deployment().safety().backup());
    report.deployment().safety().volumes().ifPresent(id -> facts.add("volumes", id));
    report.rollBack().ifPresent(done -> done.done().forEach(each -> facts.add("done", each)));
    if (report.outcome() == Outcome.ROLLED_BACK) {
      lost(report.changes()).forEach(line -> facts.add("undone", line));
      report.rollBack().stream()
          .flatMap(done -> done.restores().stream())
          .flatMap(restored -> restored.keptUntil().stream())
          .findFirst()
          .ifPresent(
              until ->
                  facts.add(
                      "kept",
                      "what was there until then, for 'lifeboat undo', until "
                          + page.moment(until)));
    }
    for (LifeSign sign : report.signs()) {
      facts.add(
          sign.kind() == LifeSign.Kind.SERVICE ? "service" : "probe",
          "%s %s %s".formatted(sign.good() ? page.ok() : page.failed(), sign.name(), sign.words()));
    }
    facts.add("took", page.wrapped(RestoreAnswer.took(report.took(), report.phases()), 11));
    text.append(facts.print(page.ink()));
    report
        .rollBack()
        .ifPresent(
            done ->
                done.warnings()
                    .forEach(
                        warning ->
                            text.append(page.ink().warning("warning:"))
                                .append(' ')
                                .append(warning)
                                .append('\n')));
    return text.toString();
  }

  private String headline(Page page) {
    String stack = report.deployment().stack();
    return switch (report.outcome()) {
      case GOOD -> page.ok() + " Deployed: stack '%s' is well".formatted(stack);
      case KEPT ->
          (report.findings().isEmpty() && report.isWell() ? page.ok() : page.failed())
              + " Kept: stack '%s' stays as the deployment left it".formatted(stack);
      case ROLLED_BACK ->
          (exitOfRollBack() == ExitCode.OK ? page.ok() : page.failed())
              + " Rolled back: stack '%s' has data and images of before".formatted(stack);
    };
  }

  private ExitCode exitOfRollBack() {
    return report.rollBack().map(done -> new RecoveryAnswer(done).exit()).orElse(ExitCode.OK);
  }
}
