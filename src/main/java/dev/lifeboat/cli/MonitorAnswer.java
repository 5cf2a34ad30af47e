package dev.lifeboat.cli;

import dev.lifeboat.cli.terminal.DisplayWidth;
import dev.lifeboat.monitor.MonitorReport;
import dev.lifeboat.monitor.State;
import dev.lifeboat.monitor.Verdict;
import dev.lifeboat.problem.ExitCode;
import java.util.List;

/** How everything stands: a line for each thing, and what to do next. */
record MonitorAnswer(MonitorReport report) implements Answer {
  @Override
  public Object document() {
    return MonitorDocument.of(report);
  }

  @Override
  public ExitCode exit() {
    return report.state().red() ? ExitCode.OBJECTIVE_MISSED : ExitCode.OK;
  }

  @Override
  public String text(Page page) {
    int widest =
        report.verdicts().stream()
            .mapToInt(verdict -> DisplayWidth.of(name(verdict)))
            .max()
            .orElse(0);
    StringBuilder text = new StringBuilder();
    report.verdicts().forEach(verdict -> text.append(line(verdict, widest, page)));
    text.append('\n').append(summary(page));
    List<Verdict> bad = report.bad();
    if (!bad.isEmpty() && !bad.getFirst().commands().isEmpty()) {
      text.append(page.next(bad.getFirst().commands().getFirst()));
    }
    return text.toString();
  }

  private static String name(Verdict verdict) {
    return verdict.metric().words()
        + (verdict.subject().isEmpty() ? "" : " (" + verdict.subject() + ")");
  }

  private static String line(Verdict verdict, int widest, Page page) {
    String name = name(verdict);
    int signs = DisplayWidth.of(page.symbols().failed());
    String plain = sign(verdict.state(), page);
    int indent = signs + 1 + widest + 2;
    StringBuilder text = new StringBuilder();
    text.append(inked(verdict.state(), page))
        .append(" ".repeat(Math.max(1, signs + 1 - DisplayWidth.of(plain))))
        .append(name)
        .append(" ".repeat(widest - DisplayWidth.of(name) + 2))
        .append(page.wrapped(verdict.reason(), indent))
        .append('\n');
    if (verdict.state() != State.OK) {
      text.append(" ".repeat(indent))
          .append(page.ink().dim("since " + page.moment(verdict.since())))
          .append('\n');
      // Not broken: they are copied into a shell.
      verdict
          .commands()
          .forEach(
              command ->
                  text.append(" ".repeat(indent))
                      .append(page.ink().dim("Hint:"))
                      .append(' ')
                      .append(command)
                      .append('\n'));
    }
    return text.toString();
  }

  private static String sign(State state, Page page) {
    return switch (state) {
      case OK -> page.symbols().ok();
      case WARNING -> "!";
      case UNKNOWN -> "?";
      case CRITICAL -> page.symbols().failed();
    };
  }

  private static String inked(State state, Page page) {
    return switch (state) {
      case OK -> page.ok();
      case WARNING -> page.ink().warning("!");
      case UNKNOWN -> page.ink().bad("?");
      case CRITICAL -> page.failed();
    };
  }

  private String summary(Page page) {
    String stack = " Stack '%s': ".formatted(report.stack());
    if (report.state() == State.OK) {
      return page.ok() + stack + "all is well\n";
    }
    return inked(report.state(), page)
        + stack
        + count(State.CRITICAL, "critical")
        + ", "
        + count(State.UNKNOWN, "unknown")
        + ", "
        + count(State.WARNING, "to be looked at")
        + "\n";
  }

  private String count(State state, String what) {
    return report.verdicts().stream().filter(verdict -> verdict.state() == state).count()
        + " "
        + what;
  }
}
