package dev.lifeboat.cli;

import dev.lifeboat.cli.terminal.Facts;
import dev.lifeboat.problem.ExitCode;
import dev.lifeboat.problem.Problem;
import dev.lifeboat.repository.CopyReport;
import dev.lifeboat.units.ByteSize;
import java.util.List;

/** What a copy did. */
record CopyAnswer(CopyReport report) implements Answer {
  /**
   * Its field names are a contract.
   *
   * @param copied the backups that were copied now
   * @param present how many were there already
   * @param encryptedFor whom the copy is encrypted for, if it was encrypted anew; empty if not
   */
  record Document(
      String from,
      String to,
      List<String> copied,
      int present,
      long objects,
      long bytes,
      List<ProblemDocument> problems,
      List<String> encryptedFor) {}

  @Override
  public Object document() {
    return new Document(
        report.from(),
        report.to(),
        report.copied(),
        report.present(),
        report.objects(),
        report.bytes(),
        report.problems().stream().map(ProblemDocument::of).toList(),
        report.encryptedFor());
  }

  @Override
  public ExitCode exit() {
    return report.problems().isEmpty() ? ExitCode.OK : ExitCode.PARTIAL;
  }

  @Override
  public String text(Page page) {
    Facts facts =
        new Facts()
            .add("from", report.from())
            .add("to", report.to())
            .add(
                "copied",
                "%s: %s, %s"
                    .formatted(
                        Words.counted(report.copied().size(), "backup"),
                        Words.counted(report.objects(), "object"),
                        ByteSize.of(report.bytes())))
            .add("there already", Words.counted(report.present(), "backup"));
    if (!report.encryptedFor().isEmpty()) {
      facts
          .add("encrypted for", String.join(", ", report.encryptedFor()))
          .add(
              "signed by",
              "this host, which vouches that the content is the original's; 'lifeboat show' names"
                  + " who signed that");
    }
    for (Problem problem : report.problems()) {
      facts.warning("not copied", problem.message());
    }
    String head =
        report.problems().isEmpty()
            ? page.ok() + " Every backup is in the copy\n"
            : page.failed() + " Not every backup could be copied\n";
    return head
        + facts.print(page.ink())
        + page.next(report.problems().isEmpty() ? "lifeboat status" : "lifeboat verify all");
  }
}
