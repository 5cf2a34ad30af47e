package dev.lifeboat.cli;

import dev.lifeboat.monitor.MonitorReport;
import dev.lifeboat.monitor.Reading;
import dev.lifeboat.monitor.State;
import dev.lifeboat.monitor.Verdict;
import dev.lifeboat.problem.ExitCode;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** What a plugin says: status, what is wrong, performance data; then a line for each thing. */
record NagiosAnswer(MonitorReport report) implements Answer {
  @Override
  public Object document() {
    return MonitorDocument.of(report);
  }

  /** The plugin's codes, whatever else these numbers mean here. */
  @Override
  public ExitCode exit() {
    return exit(report.state());
  }

  static ExitCode exit(State state) {
    return switch (state) {
      case OK -> ExitCode.OK;
      case WARNING -> ExitCode.FAILED;
      case CRITICAL -> ExitCode.USAGE;
      case UNKNOWN -> ExitCode.PARTIAL;
    };
  }

  @Override
  public String text(Page page) {
    List<Verdict> bad = report.bad();
    String what =
        bad.isEmpty()
            ? "all is well"
            : bad.stream()
                .map(verdict -> verdict.key() + ": " + clean(verdict.reason()))
                .collect(Collectors.joining("; "));
    StringBuilder text = new StringBuilder();
    text.append("LIFEBOAT ")
        .append(report.state())
        .append(" - ")
        .append(report.stack())
        .append(": ")
        .append(what)
        .append(" | ")
        .append(
            report.verdicts().stream()
                .flatMap(verdict -> verdict.readings().stream().map(each -> data(verdict, each)))
                .collect(Collectors.joining(" ")))
        .append('\n');
    report
        .verdicts()
        .forEach(
            verdict ->
                text.append(verdict.state())
                    .append(' ')
                    .append(verdict.key())
                    .append(": ")
                    .append(clean(verdict.reason()))
                    .append('\n'));
    return text.toString();
  }

  /** A bar ends the text of a plugin. */
  static String clean(String reason) {
    return reason.replace('|', '/').replaceAll("[\\r\\n]+", " ");
  }

  private static String data(Verdict verdict, Reading reading) {
    String label = (verdict.key() + "/" + reading.name()).replaceAll("['=]", "_");
    return "'%s'=%s%s;%s;%s;%s"
        .formatted(
            label,
            number(reading.value()),
            switch (reading.unit()) {
              case SECONDS -> "s";
              case BYTES -> "B";
              case RATIO, COUNT -> "";
            },
            reading.warning().map(NagiosAnswer::range).orElse(""),
            reading.critical().map(NagiosAnswer::range).orElse(""),
            reading.value() >= 0 ? "0" : "");
  }

  /** What is good: up to the bound, or from it on. */
  private static String range(Reading.Limit limit) {
    return number(limit.bound()) + (limit.below() ? ":" : "");
  }

  private static String number(double value) {
    return new BigDecimal(String.format(Locale.ROOT, "%.3f", value))
        .stripTrailingZeros()
        .toPlainString();
  }
}
