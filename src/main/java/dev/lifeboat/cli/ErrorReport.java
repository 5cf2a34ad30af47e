package dev.lifeboat.cli;

import dev.lifeboat.cli.terminal.Ink;
import dev.lifeboat.problem.Code;
import dev.lifeboat.problem.ExitCode;
import dev.lifeboat.problem.Problem;
import dev.lifeboat.problem.Redaction;
import java.util.List;

/**
 * How a command failed, for people and for programs.
 *
 * @param problems at least one; the first decides the exit code
 */
record ErrorReport(List<Problem> problems) {
  ErrorReport {
    if (problems.isEmpty()) {
      throw new IllegalArgumentException("a failure without a problem");
    }
    problems = problems.stream().map(ErrorReport::redacted).toList();
  }

  ExitCode exit() {
    return problems.getFirst().code().exit();
  }

  /** The document of {@code --json}; its field names are a contract. */
  record Document(Content error, int exitCode) {}

  /** The first problem, and all of them. */
  record Content(String code, String message, List<String> hints, List<Entry> problems) {}

  /** One problem. */
  record Entry(String code, String message, List<String> hints) {}

  Document document() {
    List<Entry> entries = problems.stream().map(ErrorReport::entry).toList();
    Entry first = entries.getFirst();
    return new Document(
        new Content(first.code(), first.message(), first.hints(), entries), exit().status());
  }

  /** The fact, what to do, and the code to look up: once for neighbours that share it. */
  String text(Ink ink) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < problems.size(); i++) {
      Problem problem = problems.get(i);
      text.append(ink.bad("lifeboat:")).append(' ').append(problem.message()).append('\n');
      problem
          .hints()
          .forEach(hint -> text.append(ink.bold("Hint:")).append(' ').append(hint).append('\n'));
      boolean last = i == problems.size() - 1 || problems.get(i + 1).code() != problem.code();
      if (last) {
        text.append(ink.dim(codeLine(problem.code()))).append('\n');
      }
    }
    return text.toString();
  }

  private static String codeLine(Code code) {
    return "Code: " + code + " (exit " + code.exit().status() + ")";
  }

  private static Entry entry(Problem problem) {
    return new Entry(problem.code().toString(), problem.message(), problem.hints());
  }

  private static Problem redacted(Problem problem) {
    return new Problem(
        problem.code(),
        Redaction.apply(problem.message()),
        problem.hints().stream().map(Redaction::apply).toList());
  }
}
