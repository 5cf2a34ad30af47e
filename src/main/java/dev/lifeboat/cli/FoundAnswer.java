package dev.lifeboat.cli;

import dev.lifeboat.cli.terminal.Table;
import dev.lifeboat.cli.terminal.Table.Column;
import dev.lifeboat.source.FoundOperation;
import dev.lifeboat.source.FoundOperations;
import java.time.Instant;
import java.util.List;

/** Which operations a stored oplog has. */
record FoundAnswer(FoundOperations found) implements Answer {
  /**
   * Its field names are a contract.
   *
   * @param total how many there are in all; the newest of them are listed
   */
  record Document(long total, List<Found> operations) {}

  /**
   * One operation. Its field names are a contract.
   *
   * @param id of the document, as JSON; empty for a command
   */
  record Found(String optime, Instant at, String op, String namespace, String id) {
    static Found of(FoundOperation found) {
      return new Found(
          found.time().toString(), found.wall(), found.op(), found.namespace(), found.id());
    }
  }

  @Override
  public Object document() {
    return new Document(found.total(), found.newest().stream().map(Found::of).toList());
  }

  @Override
  public String text(Page page) {
    if (found.total() == 0) {
      return "No such operation is in the stored oplog.\n";
    }
    Table table =
        new Table(
            Column.text("OPTIME"),
            Column.text("AT"),
            Column.text("OP"),
            Column.text("COLLECTION"),
            Column.text("ID"));
    for (FoundOperation each : found.newest()) {
      table.row(
          each.time().toString(),
          page.moment(each.wall()),
          each.op(),
          each.namespace(),
          each.id().isEmpty() ? "-" : each.id());
    }
    String more =
        found.total() > found.newest().size()
            ? "The newest %d of %s; --limit shows more.\n"
                .formatted(found.newest().size(), Words.counted(found.total(), "operation"))
            : "";
    return page.table(table) + more;
  }
}
