package dev.lifeboat.cli;

import dev.lifeboat.cli.terminal.Table;
import dev.lifeboat.cli.terminal.Table.Column;
import dev.lifeboat.maintenance.Done;
import dev.lifeboat.maintenance.Duty;
import dev.lifeboat.problem.ExitCode;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** How maintenance stands. */
record MaintenanceAnswer(List<Duty> duties) implements Answer {
  /** Its field names are a contract. */
  record Document(List<Item> items) {}

  /**
   * Its field names are a contract.
   *
   * @param every as ISO 8601 has it, such as {@code P3M}
   * @param lastDone null if it never was
   */
  record Item(
      String item,
      String title,
      String every,
      String owner,
      Optional<Instant> lastDone,
      Optional<String> evidence,
      Optional<String> doneBy,
      Instant due,
      boolean overdue) {
    static Item of(Duty duty) {
      return new Item(
          duty.item().id(),
          duty.item().title(),
          duty.item().every().toString(),
          duty.item().owner(),
          duty.last().map(Done::at),
          duty.last().map(Done::evidence),
          duty.last().map(Done::actor),
          duty.due(),
          duty.overdue());
    }
  }

  @Override
  public ExitCode exit() {
    return duties.stream().anyMatch(Duty::overdue) ? ExitCode.OBJECTIVE_MISSED : ExitCode.OK;
  }

  @Override
  public Object document() {
    return new Document(duties.stream().map(Item::of).toList());
  }

  @Override
  public String text(Page page) {
    Table table =
        new Table(
            Column.text("ITEM"),
            Column.text("DUE"),
            Column.text("LAST DONE"),
            Column.text("OWNER"),
            Column.prose("TASK"));
    for (Duty duty : duties) {
      table.row(
          duty.item().id(),
          day(page, duty.due()) + (duty.overdue() ? " OVERDUE" : ""),
          duty.last().map(done -> day(page, done.at())).orElse("never"),
          duty.item().owner(),
          duty.item().title() + duty.last().map(done -> " (" + done.evidence() + ")").orElse(""));
    }
    return page.table(table) + page.next("lifeboat maintenance done ITEM --evidence TEXT");
  }

  static String day(Page page, Instant at) {
    return page.moment(at).substring(0, 10);
  }
}
