package dev.lifeboat.cli;

import dev.lifeboat.cli.terminal.Table;
import dev.lifeboat.cli.terminal.Table.Column;
import dev.lifeboat.source.Fingerprint;
import dev.lifeboat.source.ItemProof;
import dev.lifeboat.source.LifeSign;
import dev.lifeboat.source.PlannedItem;
import dev.lifeboat.source.PlannedItem.Action;
import dev.lifeboat.units.ByteSize;
import java.util.List;
import java.util.Locale;

/** What people see of volumes that are restored, and of the services that use them. */
final class VolumeTables {
  private VolumeTables() {}

  static String plan(List<PlannedItem> items, Page page) {
    Table table =
        new Table(
            Column.prose("VOLUME"),
            Column.text("ACTION"),
            Column.number("SIZE NOW"),
            Column.number("FILES IN BACKUP"),
            Column.number("SIZE"));
    for (PlannedItem item : items) {
      table.row(
          item.name() + item.from().map(from -> " (from " + from + ")").orElse(""),
          item.action().name().toLowerCase(Locale.ROOT),
          item.action() == Action.CREATE ? "-" : ByteSize.of(item.presentBytes()).toString(),
          Words.number(item.documents()),
          ByteSize.of(item.bytes()).toString());
    }
    return page.table(table);
  }

  static Table proof(List<ItemProof> items, Page page) {
    Table table =
        new Table(
            Column.prose("VOLUME"),
            Column.number("ENTRIES"),
            Column.number("SIZE"),
            Column.text("FINGERPRINT"),
            Column.text("PROOF"));
    for (ItemProof item : items) {
      table.row(
          item.name(),
          Words.number(Words.documents(item.actual())),
          ByteSize.of(Words.bytes(item.actual())).toString(),
          Words.digits(item.actual().map(Fingerprint::sum)),
          item.holds() ? page.symbols().ok() : page.symbols().failed());
    }
    return table;
  }

  /** A line for each service and probe; empty if there are none. */
  static String signs(List<LifeSign> signs, Page page) {
    StringBuilder text = new StringBuilder();
    for (LifeSign sign : signs) {
      text.append(
          "%s %s %s %s%n"
              .formatted(
                  sign.good() ? page.ok() : page.failed(),
                  sign.kind().name().toLowerCase(Locale.ROOT),
                  sign.name(),
                  sign.words()));
    }
    return text.toString();
  }
}
