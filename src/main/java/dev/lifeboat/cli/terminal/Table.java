package dev.lifeboat.cli.terminal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Rows under a heading, two spaces between columns, numbers to the right. When it is too wide, the
 * columns that may be cut give way; the others never lose a character.
 */
public final class Table {
  private static final int GAP = 2;
  private static final int SHORTEST_CUT = 8;

  private final List<Column> columns;
  private final List<List<String>> rows = new ArrayList<>();

  public Table(Column... columns) {
    this.columns = List.of(columns);
  }

  /**
   * A column.
   *
   * @param heading what stands above it
   * @param right whether it is a number, which stands to the right
   * @param cuttable whether its text may be cut to fit
   */
  public record Column(String heading, boolean right, boolean cuttable) {
    public static Column text(String heading) {
      return new Column(heading, false, false);
    }

    public static Column number(String heading) {
      return new Column(heading, true, false);
    }

    /** Text that may lose its end. */
    public static Column prose(String heading) {
      return new Column(heading, false, true);
    }
  }

  /** Adds a row: one cell for each column, in order. */
  public Table row(String... cells) {
    if (cells.length != columns.size()) {
      throw new IllegalArgumentException(
          cells.length + " cells for " + columns.size() + " columns");
    }
    rows.add(Arrays.stream(cells).map(Table::onOneLine).toList());
    return this;
  }

  /** A name may hold what ends a line or moves the cursor; then its code stands there. */
  private static String onOneLine(String cell) {
    if (cell.chars().noneMatch(Character::isISOControl)) {
      return cell;
    }
    StringBuilder text = new StringBuilder();
    cell.chars()
        .forEach(
            c -> {
              if (c == '\n') {
                text.append("\\n");
              } else if (Character.isISOControl(c)) {
                text.append("\\u%04x".formatted(c));
              } else {
                text.append((char) c);
              }
            });
    return text.toString();
  }

  /** The lines of the table, each with its line feed. */
  public String print(int width, Ink ink, Symbols symbols) {
    int[] widths = fit(width);
    StringBuilder text = new StringBuilder();
    List<String> headings = columns.stream().map(Column::heading).toList();
    text.append(ink.bold(line(headings, widths, symbols))).append('\n');
    rows.forEach(row -> text.append(line(row, widths, symbols)).append('\n'));
    return text.toString();
  }

  private int[] fit(int width) {
    int[] widths = new int[columns.size()];
    int total = GAP * (widths.length - 1);
    for (int i = 0; i < widths.length; i++) {
      int column = i;
      widths[i] = DisplayWidth.of(columns.get(i).heading());
      rows.forEach(
          row -> widths[column] = Math.max(widths[column], DisplayWidth.of(row.get(column))));
      total += widths[i];
    }
    for (int i = widths.length - 1; i >= 0 && total > width; i--) {
      if (columns.get(i).cuttable() && widths[i] > SHORTEST_CUT) {
        int less = Math.min(total - width, widths[i] - SHORTEST_CUT);
        widths[i] -= less;
        total -= less;
      }
    }
    return widths;
  }

  private String line(List<String> cells, int[] widths, Symbols symbols) {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < widths.length; i++) {
      String cell = DisplayWidth.cut(cells.get(i), widths[i], symbols);
      String padding = " ".repeat(widths[i] - DisplayWidth.of(cell));
      line.append(columns.get(i).right() ? padding + cell : cell + padding);
      line.append(" ".repeat(GAP));
    }
    return line.toString().stripTrailing();
  }
}
