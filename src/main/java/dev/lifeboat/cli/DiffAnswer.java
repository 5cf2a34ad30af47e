package dev.lifeboat.cli;

import dev.lifeboat.cli.terminal.Table;
import dev.lifeboat.cli.terminal.Table.Column;
import dev.lifeboat.units.ByteSize;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What changed between two states. Its field names are a contract.
 *
 * @param from a backup
 * @param to another backup, or {@code live}
 * @param exact whether content was compared; else only counts, sizes and indexes were
 * @param changes what differs; empty if nothing does
 * @param same how many collections don't differ
 */
record DiffAnswer(String from, String to, boolean exact, List<Change> changes, int same)
    implements Answer {
  /**
   * One collection that differs.
   *
   * @param change added, removed or changed
   */
  record Change(
      String namespace,
      String change,
      long documents,
      long documentsDelta,
      long bytes,
      long bytesDelta,
      int indexesDelta) {
    static Change of(String namespace, Counted from, Counted to, String change) {
      return new Change(
          namespace,
          change,
          to.documents(),
          to.documents() - from.documents(),
          to.bytes(),
          to.bytes() - from.bytes(),
          to.indexes() - from.indexes());
    }
  }

  static DiffAnswer of(String from, String to, List<Counted> before, List<Counted> after) {
    Map<String, Counted> old = byName(before);
    Map<String, Counted> now = byName(after);
    List<Change> changes = new ArrayList<>();
    now.forEach(
        (name, is) -> {
          Counted was = old.get(name);
          if (was == null) {
            changes.add(Change.of(name, nothing(is), is, "added"));
          } else if (!was.sameAs(is)) {
            changes.add(Change.of(name, was, is, "changed"));
          }
        });
    int same = now.size() - changes.size();
    old.forEach(
        (name, was) -> {
          if (!now.containsKey(name)) {
            changes.add(Change.of(name, was, nothing(was), "removed"));
          }
        });
    return new DiffAnswer(from, to, !to.equals("live"), List.copyOf(changes), same);
  }

  private static Counted nothing(Counted instead) {
    return new Counted(instead.namespace(), instead.kind(), 0, 0, 0, instead.fingerprint());
  }

  private static Map<String, Counted> byName(List<Counted> collections) {
    Map<String, Counted> map = new TreeMap<>();
    collections.forEach(collection -> map.put(collection.namespace(), collection));
    return map;
  }

  @Override
  public Object document() {
    return this;
  }

  @Override
  public String text(Page page) {
    String what = exact ? "" : " (documents, sizes and indexes; content is not compared)";
    if (changes.isEmpty()) {
      return "%s No difference between %s and %s in %s%s\n"
          .formatted(page.ok(), from, to, Words.counted(same, "collection"), what);
    }
    Table table =
        new Table(
            Column.prose("COLLECTION"),
            Column.text("CHANGE"),
            Column.number("DOCUMENTS"),
            Column.number("+/-"),
            Column.number("SIZE"),
            Column.number("+/-"));
    for (Change change : changes) {
      table.row(
          change.namespace(),
          change.change(),
          Words.number(change.documents()),
          Words.difference(change.documentsDelta()),
          ByteSize.of(change.bytes()).toString(),
          sizeDifference(change.bytesDelta()));
    }
    return "From %s to %s%s\n%s\n%s the same\n"
        .formatted(from, to, what, page.table(table), Words.counted(same, "collection"));
  }

  private static String sizeDifference(long bytes) {
    String sign = bytes > 0 ? "+" : bytes < 0 ? "-" : "";
    return sign + ByteSize.of(Math.abs(bytes));
  }
}
