package dev.lifeboat.cli;

import dev.lifeboat.cli.terminal.DisplayWidth;
import dev.lifeboat.doctor.DoctorReport;
import dev.lifeboat.problem.Code;
import dev.lifeboat.problem.ExitCode;
import dev.lifeboat.problem.Grade;
import dev.lifeboat.problem.Observation;
import dev.lifeboat.units.Spans;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** What the doctor saw: a line for each thing, under headings. */
record DoctorAnswer(DoctorReport report) implements Answer {
  /** Its field names are a contract. */
  record Document(
      boolean healthy, long warnings, long failures, Duration seconds, List<Seen> checks) {}

  /**
   * One thing.
   *
   * @param group the heading under which people see it
   * @param code what kind of problem it is; null unless it failed
   */
  record Seen(
      String group,
      String subject,
      Grade grade,
      String fact,
      List<String> hints,
      Optional<String> code) {
    static Seen of(DoctorReport.Line line) {
      Observation seen = line.observation();
      return new Seen(
          line.group(),
          seen.subject(),
          seen.grade(),
          seen.fact(),
          seen.hints(),
          seen.code().map(Code::toString));
    }
  }

  @Override
  public Object document() {
    return new Document(
        report.exit() == ExitCode.OK,
        report.count(Grade.WARN),
        report.count(Grade.FAIL),
        report.took(),
        report.lines().stream().map(Seen::of).toList());
  }

  @Override
  public ExitCode exit() {
    return report.exit();
  }

  @Override
  public String text(Page page) {
    int widest =
        report.lines().stream()
            .mapToInt(line -> DisplayWidth.of(line.observation().subject()))
            .max()
            .orElse(0);
    StringBuilder text = new StringBuilder();
    String group = "";
    for (DoctorReport.Line line : report.lines()) {
      if (!line.group().equals(group)) {
        text.append(group.isEmpty() ? "" : "\n").append(page.ink().bold(line.group())).append('\n');
        group = line.group();
      }
      text.append(line(line.observation(), widest, page));
    }
    return text.append('\n').append(summary(page)).toString();
  }

  private static String line(Observation seen, int widest, Page page) {
    String padding = " ".repeat(widest - DisplayWidth.of(seen.subject()));
    String sign =
        switch (seen.grade()) {
          case OK -> page.ok();
          case WARN -> page.ink().warning("!");
          case FAIL -> page.failed();
        };
    int width =
        DisplayWidth.of(
            switch (seen.grade()) {
              case OK -> page.symbols().ok();
              case WARN -> "!";
              case FAIL -> page.symbols().failed();
            });
    int signs = DisplayWidth.of(page.symbols().failed());
    int indent = signs + 1 + widest + 2;
    StringBuilder text = new StringBuilder();
    text.append(sign)
        .append(" ".repeat(Math.max(1, signs + 1 - width)))
        .append(seen.subject())
        .append(padding)
        .append("  ")
        .append(page.wrapped(seen.fact(), indent))
        .append('\n');
    // Not broken: they are copied into a shell.
    seen.hints()
        .forEach(
            hint ->
                text.append(" ".repeat(signs + 1))
                    .append(page.ink().dim("Hint:"))
                    .append(' ')
                    .append(hint)
                    .append('\n'));
    return text.toString();
  }

  private String summary(Page page) {
    long warnings = report.count(Grade.WARN);
    long failures = report.count(Grade.FAIL);
    String took = " in " + Spans.print(report.took()) + "\n";
    if (failures > 0) {
      return page.failed()
          + " "
          + Words.counted(failures, "failure")
          + " and "
          + Words.counted(warnings, "warning")
          + took;
    }
    return page.ok()
        + (warnings == 0
            ? " All is well"
            : " Nothing failed, with " + Words.counted(warnings, "warning"))
        + took;
  }
}
