package dev.lifeboat.cli;

import dev.lifeboat.audit.AuditCheck;
import dev.lifeboat.audit.Operation;
import dev.lifeboat.problem.ExitCode;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Whether the audit log is what was written. */
record AuditVerifyAnswer(AuditVerdict verdict) implements Answer {
  private static final int SHOWN = 10;

  /**
   * Its field names are a contract.
   *
   * @param signed up to which entry a trusted signature vouches for it
   * @param torn how many lines were cut off by a crash, as the log itself says
   * @param compared how many backups and copies in the repository it was compared with
   * @param uncompared why it was not compared with the repository; null if it was
   * @param affected the operations that nothing proves
   */
  record Document(
      String file,
      boolean good,
      String log,
      long entries,
      String head,
      long signed,
      int torn,
      int compared,
      Optional<String> uncompared,
      List<Finding> findings,
      List<AuditDocument> affected) {}

  /** Its field names are a contract. */
  record Finding(String kind, long entry, String fact) {}

  @Override
  public ExitCode exit() {
    return verdict.check().isGood() ? ExitCode.OK : ExitCode.VERIFICATION_FAILED;
  }

  @Override
  public Object document() {
    AuditCheck check = verdict.check();
    return new Document(
        verdict.file().toString(),
        check.isGood(),
        check.log(),
        check.entries(),
        check.head(),
        check.signed(),
        check.torn(),
        check.compared(),
        verdict.uncompared(),
        check.findings().stream()
            .map(
                finding ->
                    new Finding(
                        finding.kind().name().toLowerCase(Locale.ROOT).replace('_', '-'),
                        finding.entry(),
                        finding.fact()))
            .toList(),
        verdict.affected().stream().map(AuditDocument::of).toList());
  }

  @Override
  public String text(Page page) {
    AuditCheck check = verdict.check();
    StringBuilder text = new StringBuilder();
    if (check.entries() == 0 && check.isGood()) {
      return "There is no audit log in '%s' yet.\n".formatted(verdict.file());
    }
    if (check.isGood()) {
      text.append(
          "%s All %s of '%s' are what was written%n"
              .formatted(
                  page.ok(), Words.counted(check.entries(), "entry", "entries"), verdict.file()));
    } else {
      text.append(
          "%s The audit log '%s' is not what was written%n"
              .formatted(page.failed(), verdict.file()));
      check.findings().stream()
          .limit(SHOWN)
          .forEach(finding -> text.append("  ").append(finding.fact()).append('\n'));
      int more = check.findings().size() - SHOWN;
      if (more > 0) {
        text.append("  and %d more\n".formatted(more));
      }
    }
    text.append(
        check.signed() == 0
            ? "  no entry is vouched for by a trusted signature\n"
            : "  a trusted signature vouches for entries 1 to %d\n".formatted(check.signed()));
    text.append(
        verdict
            .uncompared()
            .map(why -> "  not compared with the repository: " + why + "\n")
            .orElseGet(
                () ->
                    "  compared with what %s in the repository know\n"
                        .formatted(Words.counted(check.compared(), "record"))));
    if (check.torn() > 0) {
      text.append(
          "  %s cut off by a crash, as the log says itself\n"
              .formatted(Words.counted(check.torn(), "line was", "lines were")));
    }
    if (!check.head().isEmpty()) {
      text.append("  head: entry %d, %s\n".formatted(check.entries(), check.head()));
    }
    affected(text, page);
    return text.toString();
  }

  private void affected(StringBuilder text, Page page) {
    List<Operation> affected = verdict.affected();
    if (affected.isEmpty()) {
      return;
    }
    text.append(
        "%nNothing proves what it says of %s from there on:%n"
            .formatted(Words.counted(affected.size(), "operation")));
    affected.stream()
        .limit(SHOWN)
        .forEach(
            operation ->
                text.append(
                    "  %d  %s  %s  %s%n"
                        .formatted(
                            operation.entry(),
                            page.moment(operation.at()),
                            operation.action(),
                            operation.outcome())));
    if (affected.size() > SHOWN) {
      text.append("  and %d more\n".formatted(affected.size() - SHOWN));
    }
  }
}
