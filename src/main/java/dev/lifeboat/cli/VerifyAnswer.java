package dev.lifeboat.cli;

import dev.lifeboat.cli.terminal.Facts;
import dev.lifeboat.problem.ExitCode;
import dev.lifeboat.units.ByteSize;
import dev.lifeboat.units.Spans;
import dev.lifeboat.verify.Finding;
import dev.lifeboat.verify.Level;
import dev.lifeboat.verify.RestoreProof;
import dev.lifeboat.verify.VerifyReport;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What a verification found. */
record VerifyAnswer(VerifyReport report) implements Answer {
  /** Its field names are a contract. */
  record Document(
      Level level,
      List<String> backups,
      boolean holds,
      long objects,
      long bytes,
      Duration seconds,
      List<Found> findings,
      List<Restored> restores,
      long needed,
      List<CoverageDocument> coverage) {}

  /**
   * What came of restoring one backup into a throw-away server; no entry at other levels.
   *
   * @param sourceVersion the version of the server that the backup is of; null if nobody knows
   */
  record Restored(
      String backup,
      String server,
      Optional<String> sourceVersion,
      boolean proven,
      List<RestoreAnswer.Proof> proof,
      List<RestoreAnswer.Phase> phases,
      Duration seconds,
      long bytes,
      List<String> warnings) {
    static Restored of(RestoreProof proof) {
      return new Restored(
          proof.backup(),
          proof.server(),
          proof.sourceVersion(),
          proof.holds(),
          proof.items().stream().map(RestoreAnswer.Proof::of).toList(),
          RestoreAnswer.Phase.of(proof.phases()),
          proof.took(),
          proof.bytes(),
          proof.warnings());
    }
  }

  /**
   * One finding.
   *
   * @param backups the ids of the backups that it affects
   */
  record Found(String code, String message, List<String> hints, List<String> backups) {
    static Found of(Finding finding) {
      ProblemDocument problem = ProblemDocument.of(finding.problem());
      return new Found(problem.code(), problem.message(), problem.hints(), finding.backups());
    }
  }

  @Override
  public Object document() {
    return new Document(
        report.level(),
        report.backups(),
        report.holds(),
        report.objects(),
        report.bytes(),
        report.took(),
        report.findings().stream().map(Found::of).toList(),
        report.restores().stream().map(Restored::of).toList(),
        report.needed(),
        report.coverage().stream().map(CoverageDocument::of).toList());
  }

  @Override
  public ExitCode exit() {
    return report.holds() ? ExitCode.OK : ExitCode.VERIFICATION_FAILED;
  }

  @Override
  public String text(Page page) {
    String level = report.level().name().toLowerCase(Locale.ROOT);
    int count = report.backups().size();
    StringBuilder text = new StringBuilder();
    if (report.holds()) {
      text.append(page.ok()).append(' ').append(Words.counted(count, "backup"));
      if (report.partial()) {
        text.append(": nothing is wrong in what was read, at level ").append(level);
      } else {
        text.append(count == 1 ? " is" : " are").append(" as written, at level ").append(level);
      }
    } else {
      text.append(page.failed())
          .append(' ')
          .append(Words.counted(report.findings().size(), "finding"));
      text.append(" in ")
          .append(Words.counted(count, "backup"))
          .append(", at level ")
          .append(level);
    }
    text.append('\n');
    report.findings().forEach(finding -> text.append(found(finding, page)));
    report.restores().forEach(proof -> text.append(new RestoreProofText(proof, page).text()));
    Facts facts = new Facts();
    if (count == 1) {
      facts.add("backup", report.backups().getFirst());
    }
    facts.add(
        "read",
        "%s, %s in %s"
            .formatted(
                report.partial()
                    ? "%,d of %s"
                        .formatted(report.objects(), Words.counted(report.needed(), "object"))
                    : Words.counted(report.objects(), "object"),
                ByteSize.of(report.bytes()),
                Spans.print(report.took())));
    return text.append(facts.print(page.ink())).append(page.next(next())).toString();
  }

  private String next() {
    if (!report.holds()) {
      return "lifeboat backup";
    }
    return switch (report.level()) {
      case STORED -> "lifeboat verify latest --level content";
      case CONTENT -> "lifeboat verify latest --level restore";
      case RESTORE -> "lifeboat status";
    };
  }

  private static String found(Finding finding, Page page) {
    StringBuilder text = new StringBuilder();
    text.append(page.failed()).append(' ').append(finding.problem().message()).append('\n');
    finding.problem().hints().forEach(hint -> text.append("  Hint: ").append(hint).append('\n'));
    if (!finding.backups().isEmpty()) {
      text.append("  affects ").append(String.join("\n          ", finding.backups())).append('\n');
    }
    return text.toString();
  }
}
