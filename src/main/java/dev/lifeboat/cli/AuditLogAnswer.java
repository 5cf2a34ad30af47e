package dev.lifeboat.cli;

import dev.lifeboat.audit.Operation;
import dev.lifeboat.cli.terminal.Table;
import dev.lifeboat.cli.terminal.Table.Column;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What is in the audit log. */
record AuditLogAnswer(AuditTrail trail) implements Answer {
  /** Its field names are a contract. */
  record Document(String file, List<AuditDocument> operations) {}

  @Override
  public Object document() {
    return new Document(
        trail.file().toString(), trail.operations().stream().map(AuditDocument::of).toList());
  }

  @Override
  public String text(Page page) {
    List<Operation> operations = trail.operations();
    if (operations.isEmpty()) {
      return "The audit log '%s' has nothing of that.\n".formatted(trail.file());
    }
    Table table =
        new Table(
            Column.number("ENTRY"),
            Column.text("WHEN"),
            Column.text("WHO"),
            Column.text("ACTION"),
            Column.text("OUTCOME"),
            Column.prose("WHAT"));
    for (Operation operation : operations) {
      table.row(
          String.valueOf(operation.entry()),
          page.moment(operation.at()),
          operation.who().map(Object::toString).orElse("-"),
          operation.action(),
          operation.outcome(),
          words(operation));
    }
    return page.table(table)
        + "\n%s in %s\n".formatted(Words.counted(operations.size(), "operation"), trail.file())
        + page.next("lifeboat audit verify");
  }

  private static String words(Operation operation) {
    String facts = facts(operation.what());
    String result = facts(operation.result());
    return facts
        + (result.isEmpty() ? "" : (facts.isEmpty() ? "" : "; ") + result)
        + (operation.message().isEmpty() ? "" : ": " + operation.message());
  }

  static String facts(Map<String, String> facts) {
    return facts.entrySet().stream()
        .map(fact -> fact.getKey() + " " + fact.getValue())
        .collect(Collectors.joining(", "));
  }
}
