package dev.lifeboat.cli;

import dev.lifeboat.cli.terminal.Table;
import dev.lifeboat.cli.terminal.Table.Column;
import dev.lifeboat.guard.CleanupPlan;
import dev.lifeboat.guard.CleanupReport;
import dev.lifeboat.guard.Leftover;
import dev.lifeboat.units.ByteSize;
import java.util.List;
import java.util.Optional;

/**
 * What a clean-up removes, or has removed.
 *
 * @param done whether it was done
 */
record CleanupAnswer(boolean done, List<Leftover> going, List<Leftover> staying, long bytes)
    implements Answer {
  static CleanupAnswer of(CleanupPlan plan) {
    return new CleanupAnswer(false, plan.going(), plan.staying(), plan.bytes());
  }

  static CleanupAnswer of(CleanupReport report) {
    return new CleanupAnswer(true, report.removed(), report.staying(), report.bytes());
  }

  /**
   * Its field names are a contract.
   *
   * @param bytes what is freed at most
   */
  record Document(boolean dryRun, List<Thing> removed, List<Thing> staying, long bytes) {}

  /** One thing. */
  record Thing(Leftover.Kind kind, String id, String name, Optional<Long> bytes, String why) {
    static Thing of(Leftover leftover) {
      return new Thing(
          leftover.kind(),
          leftover.id(),
          leftover.name(),
          leftover.bytes().isPresent()
              ? Optional.of(leftover.bytes().getAsLong())
              : Optional.empty(),
          leftover.why());
    }
  }

  @Override
  public Object document() {
    return new Document(
        !done,
        going.stream().map(Thing::of).toList(),
        staying.stream().map(Thing::of).toList(),
        bytes);
  }

  @Override
  public String text(Page page) {
    Table table =
        new Table(
            Column.text("WHAT"), Column.prose("NAME"), Column.number("SIZE"), Column.text("WHY"));
    going.forEach(each -> row(table, each, done ? "gone: " : "goes: "));
    staying.forEach(each -> row(table, each, "stays: "));
    String sum =
        "%d %s, up to %s; no volume"
            .formatted(going.size(), going.size() == 1 ? "thing" : "things", new ByteSize(bytes));
    return (going.isEmpty() && staying.isEmpty() ? "" : page.table(table))
        + (done
            ? page.ok() + " Removed " + sum + " was touched\n"
            : "Would remove " + sum + " is touched\n" + page.next("lifeboat cleanup"));
  }

  private static void row(Table table, Leftover each, String fate) {
    table.row(
        each.kind().toString(),
        each.name(),
        each.bytes().isPresent() ? new ByteSize(each.bytes().getAsLong()).toString() : "",
        fate + each.why());
  }
}
