package dev.lifeboat.cli;

import dev.lifeboat.incident.Triage;
import dev.lifeboat.problem.ExitCode;
import java.util.List;

/** The decision tree, answered as far as that can be seen, and what to do next. */
record TriageAnswer(Triage triage) implements Answer {
  /** Its field names are a contract. */
  record Document(
      List<Triage.Question> questions,
      String priority,
      String advice,
      List<String> commands,
      boolean destructive) {}

  @Override
  public Object document() {
    Triage.Advice advice = triage.advice();
    return new Document(
        triage.questions(),
        triage.priority().name(),
        advice.why(),
        advice.commands(),
        advice.destructive());
  }

  /** Something to do, or to look into, is no success. */
  @Override
  public ExitCode exit() {
    return triage.advice().commands().contains("lifeboat monitor")
        ? ExitCode.OK
        : ExitCode.NOT_EMPTY;
  }

  @Override
  public String text(Page page) {
    StringBuilder text = new StringBuilder();
    for (Triage.Question question : triage.questions()) {
      text.append("%-8s %s%n".formatted(word(question.reply()), question.words()));
      question
          .evidence()
          .forEach(each -> text.append(" ".repeat(9)).append(page.wrapped(each, 9)).append('\n'));
    }
    text.append("%n%s: %s%n".formatted(triage.priority(), triage.priority().words()));
    text.append(page.wrapped(triage.advice().why(), 0)).append(".\n");
    if (triage.advice().destructive()) {
      text.append(
              page.wrapped(
                  "It replaces what is there: it is planned and shown first, and asks.", 0))
          .append('\n');
    }
    List<String> commands = triage.advice().commands();
    text.append(page.next(commands.getFirst()));
    commands.stream().skip(1).forEach(each -> text.append("or:   " + each + "\n"));
    if (exit() != ExitCode.OK) {
      text.append("To keep the clock and the story: lifeboat incident open TITLE\n");
    }
    return text.toString();
  }

  private static String word(Triage.Reply reply) {
    return switch (reply) {
      case YES -> "yes";
      case NO -> "no";
      case UNKNOWN -> "unknown";
    };
  }
}
