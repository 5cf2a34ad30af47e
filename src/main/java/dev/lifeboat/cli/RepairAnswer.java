package dev.lifeboat.cli;

import dev.lifeboat.cli.terminal.Facts;
import dev.lifeboat.problem.ExitCode;
import dev.lifeboat.units.Spans;
import dev.lifeboat.verify.Finding;
import dev.lifeboat.verify.RepairReport;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** What a repair did. */
record RepairAnswer(RepairReport report) implements Answer {
  /** Its field names are a contract. */
  record Document(
      boolean done,
      int backups,
      boolean whole,
      List<File> files,
      List<String> wholeAgain,
      List<VerifyAnswer.Found> stillDamaged,
      Duration seconds) {}

  /**
   * One file that was missing or damaged.
   *
   * @param damaged false if it was missing; a damaged one is in quarantine now
   * @param from the copy that it was fetched from; null if none has it
   */
  record File(String name, boolean damaged, Optional<String> from) {}

  @Override
  public Object document() {
    return new Document(
        report.done(),
        report.backups(),
        report.whole(),
        report.mended().stream()
            .map(one -> new File(one.name(), one.damaged(), one.from()))
            .toList(),
        report.wholeAgain(),
        report.stillDamaged().stream().map(VerifyAnswer.Found::of).toList(),
        report.took());
  }

  @Override
  public ExitCode exit() {
    return report.whole() ? ExitCode.OK : ExitCode.VERIFICATION_FAILED;
  }

  @Override
  public String text(Page page) {
    StringBuilder text = new StringBuilder();
    String looked = Words.counted(report.backups(), "backup");
    if (report.mended().isEmpty() && report.whole()) {
      text.append(page.ok()).append(" Nothing is damaged in ").append(looked).append('\n');
    } else {
      text.append(report.whole() ? page.ok() : page.failed())
          .append(' ')
          .append(Words.counted(report.mended().size(), "file"))
          .append(" missing or damaged, of ")
          .append(looked)
          .append('\n');
    }
    report.mended().forEach(one -> text.append("  ").append(said(one)).append('\n'));
    for (Finding finding : report.stillDamaged()) {
      text.append(page.failed()).append(' ').append(finding.problem().message()).append('\n');
      text.append("  affects ").append(String.join("\n          ", finding.backups())).append('\n');
    }
    Facts facts = new Facts();
    report.wholeAgain().forEach(backup -> facts.add("whole again", backup));
    facts.add("took", Spans.print(report.took()));
    return text.append(facts.print(page.ink())).append(page.next(next())).toString();
  }

  private String said(RepairReport.Mended one) {
    String was = one.damaged() ? "damaged" : "missing";
    String then;
    if (report.done()) {
      then =
          (one.damaged() ? ", moved to quarantine" : "")
              + one.from().map(", fetched from "::concat).orElse(", and no copy has it");
    } else {
      then = one.from().map(", would be fetched from "::concat).orElse(", and no copy has it");
    }
    return one.name() + ": " + was + then;
  }

  private String next() {
    if (!report.done()) {
      return "lifeboat repair";
    }
    return report.whole() ? "lifeboat verify all" : "lifeboat backup";
  }
}
