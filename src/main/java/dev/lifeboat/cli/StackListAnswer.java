package dev.lifeboat.cli;

import dev.lifeboat.cli.terminal.Table;
import dev.lifeboat.cli.terminal.Table.Column;
import dev.lifeboat.stack.ComposeSource;
import dev.lifeboat.stack.Stack;
import dev.lifeboat.stack.StackContainer;
import java.util.List;

/** The stacks of an engine. */
record StackListAnswer(List<Stack> stacks) implements Answer {
  /** Its field names are a contract. */
  record Document(List<Line> stacks) {}

  /** Its field names are a contract. */
  record Line(String project, int services, long running, int volumes, String folder) {
    static Line of(Stack stack) {
      return new Line(
          stack.project(),
          stack.services().size(),
          stack.services().stream()
              .filter(each -> each.containers().stream().anyMatch(StackContainer::isRunning))
              .count(),
          stack.volumes().size(),
          stack.source().map(ComposeSource::folder).orElse(""));
    }
  }

  @Override
  public Object document() {
    return new Document(stacks.stream().map(Line::of).toList());
  }

  @Override
  public String text(Page page) {
    if (stacks.isEmpty()) {
      return "The engine has no stack that Compose made.\n";
    }
    Table table =
        new Table(
            Column.text("PROJECT"),
            Column.number("SERVICES"),
            Column.number("RUNNING"),
            Column.number("VOLUMES"),
            Column.prose("FOLDER"));
    for (Stack each : stacks) {
      Line line = Line.of(each);
      table.row(
          line.project(),
          Integer.toString(line.services()),
          Long.toString(line.running()),
          Integer.toString(line.volumes()),
          line.folder());
    }
    return page.table(table);
  }
}
