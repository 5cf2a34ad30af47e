package dev.lifeboat.cli;

import dev.lifeboat.cli.terminal.DisplayWidth;
import dev.lifeboat.cli.terminal.Ink;
import dev.lifeboat.cli.terminal.Symbols;
import dev.lifeboat.cli.terminal.Table;
import dev.lifeboat.units.Moments;
import java.time.Instant;
import java.time.ZoneId;

/**
 * What an answer's text is written on.
 *
 * @param ink the colours of standard output
 * @param columns the width of the terminal; without end where standard output isn't one, so that
 *     nothing is cut from a file
 * @param zone where the reader's clock is
 */
record Page(Ink ink, Symbols symbols, int columns, ZoneId zone) {
  String moment(Instant moment) {
    return Moments.print(moment, zone);
  }

  String table(Table table) {
    return table.print(columns, ink, symbols);
  }

  /** The one command to run next. */
  String next(String command) {
    return "\nNext: " + ink.bold(command) + "\n";
  }

  /** Words broken into lines that fit beside an indent; all but the first line are indented. */
  String wrapped(String text, int indent) {
    StringBuilder lines = new StringBuilder();
    int used = indent;
    for (String word : text.split(" ", -1)) {
      int width = DisplayWidth.of(word);
      if (used > indent && used + 1 + width > columns) {
        lines.append('\n').append(" ".repeat(indent));
        used = indent;
      } else if (used > indent) {
        lines.append(' ');
        used++;
      }
      lines.append(word);
      used += width;
    }
    return lines.toString();
  }

  /** The sign for something that went well. */
  String ok() {
    return ink.good(symbols.ok());
  }

  /** The sign for something that didn't. */
  String failed() {
    return ink.bad(symbols.failed());
  }
}
