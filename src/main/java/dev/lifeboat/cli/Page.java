package dev.lifeboat.cli;

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

  /** The sign for something that went well. */
  String ok() {
    return ink.good(symbols.ok());
  }

  /** The sign for something that didn't. */
  String failed() {
    return ink.bad(symbols.failed());
  }
}
