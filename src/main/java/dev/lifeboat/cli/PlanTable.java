package dev.lifeboat.cli;

import dev.lifeboat.cli.terminal.Table;
import dev.lifeboat.cli.terminal.Table.Column;
import dev.lifeboat.source.PlannedItem;
import dev.lifeboat.source.PlannedItem.Action;
import dev.lifeboat.units.ByteSize;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;

/** What a plan does with each collection; of very many the biggest, and the sums of the rest. */
final class PlanTable {
  /** So many are still read; the facts above shall not scroll away. */
  private static final int MOST = 40;

  private static final int BIGGEST = 30;

  private PlanTable() {}

  /**
   * The table, with a line below it if something is left out.
   *
   * @param all whether nothing is left out
   */
  static String print(List<PlannedItem> items, boolean all, Page page) {
    if (all || items.size() <= MOST) {
      return page.table(table(items));
    }
    List<PlannedItem> bySize =
        items.stream()
            .sorted(
                Comparator.comparing((PlannedItem item) -> item.action() == Action.KEEP)
                    .thenComparing(Comparator.comparingLong(PlanTable::size).reversed()))
            .toList();
    List<PlannedItem> rest = bySize.subList(BIGGEST, bySize.size());
    Table table = table(bySize.subList(0, BIGGEST));
    table.row(
        "and %d more".formatted(rest.size()),
        rest.stream().map(PlanTable::action).distinct().count() == 1
            ? action(rest.getFirst())
            : "various",
        Words.number(sum(rest, PlanTable::isPresent, PlannedItem::presentDocuments)),
        bytes(sum(rest, PlanTable::isPresent, PlannedItem::presentBytes)),
        Words.number(sum(rest, PlanTable::isRestored, PlannedItem::documents)),
        bytes(sum(rest, PlanTable::isRestored, PlannedItem::bytes)));
    return page.table(table)
        + "The biggest %d of %d; --verbose names all.%n".formatted(BIGGEST, items.size());
  }

  private static Table table(List<PlannedItem> items) {
    Table table =
        new Table(
            Column.prose("COLLECTION"),
            Column.text("ACTION"),
            Column.number("DOCUMENTS NOW"),
            Column.number("SIZE"),
            Column.number("IN BACKUP"),
            Column.number("SIZE"));
    for (PlannedItem item : items) {
      boolean present = isPresent(item);
      boolean restored = isRestored(item);
      table.row(
          name(item),
          action(item),
          present ? Words.number(item.presentDocuments()) : "-",
          present ? bytes(item.presentBytes()) : "-",
          restored ? Words.number(item.documents()) : "-",
          restored ? bytes(item.bytes()) : "-");
    }
    return table;
  }

  private static String name(PlannedItem item) {
    return item.name() + item.from().map(from -> " (from " + from + ")").orElse("");
  }

  private static boolean isPresent(PlannedItem item) {
    return isCounted(item) && item.action() != Action.CREATE;
  }

  private static boolean isRestored(PlannedItem item) {
    return isCounted(item)
        && switch (item.action()) {
          case CREATE, REPLACE, REPLACE_IN_PLACE, REFILL, FILL -> true;
          case KEEP, SET_ASIDE -> false;
        };
  }

  private static boolean isCounted(PlannedItem item) {
    return !item.kind().equals("view");
  }

  private static long size(PlannedItem item) {
    return Math.max(isPresent(item) ? item.presentBytes() : 0, isRestored(item) ? item.bytes() : 0);
  }

  private static long sum(
      List<PlannedItem> items, Predicate<PlannedItem> which, ToLongFunction<PlannedItem> what) {
    return items.stream().filter(which).mapToLong(what).sum();
  }

  private static String action(PlannedItem item) {
    return item.action().name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  private static String bytes(long count) {
    return ByteSize.of(count).toString();
  }
}
