package dev.lifeboat.cli;

import dev.lifeboat.cli.terminal.Facts;
import dev.lifeboat.problem.Problem;
import dev.lifeboat.setup.ConnectReport;
import java.nio.file.Path;
import java.util.List;

/** A configuration that came back. */
record ConnectAnswer(ConnectReport report) implements Answer {
  /** Its field names are a contract. */
  record Document(
      String stack,
      Path config,
      String repository,
      String backup,
      String signer,
      List<String> alsoTrusted,
      List<Path> variables,
      List<ProblemDocument> missing) {}

  @Override
  public Object document() {
    return new Document(
        report.stack(),
        report.config(),
        report.repository(),
        report.backup(),
        report.signer(),
        report.alsoTrusted(),
        report.variables(),
        report.missing().stream().map(ProblemDocument::of).toList());
  }

  @Override
  public String text(Page page) {
    Facts facts =
        new Facts()
            .add("configuration", report.config().toString())
            .add("repository", report.repository())
            .add("from backup", report.backup())
            .add("signed by", report.signer());
    report.variables().forEach(file -> facts.add("with it", file + ", with mode 0600"));
    report
        .alsoTrusted()
        .forEach(key -> facts.warning("also trusted", key + ", as the backup says"));
    StringBuilder text = new StringBuilder(page.ok());
    text.append(" Connected stack '").append(report.stack()).append("'\n");
    text.append(facts.print(page.ink()));
    if (!report.missing().isEmpty()) {
      text.append("\nStill missing on this host:\n");
      report.missing().forEach(problem -> append(text, problem, page));
    }
    return text.append(
            page.next(report.missing().isEmpty() ? "lifeboat key test" : "lifeboat doctor"))
        .toString();
  }

  private static void append(StringBuilder text, Problem problem, Page page) {
    text.append(page.failed()).append(' ').append(problem.message()).append('\n');
    problem.hints().forEach(hint -> text.append("  Hint: ").append(hint).append('\n'));
  }
}
