package dev.lifeboat.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lifeboat.cli.terminal.Table.Column;
import org.junit.jupiter.api.Test;

final class TableTest {
  private static Table sample() {
    return new Table(Column.text("COLLECTION"), Column.number("DOCUMENTS"), Column.prose("REASON"))
        .row("shop.orders", "1,200", "before deploy 1.4 of the web shop")
        .row("shop.注文", "7", "");
  }

  @Test
  void alignsTextToTheLeftAndNumbersToTheRight() {
    assertThat(sample().print(80, Ink.PLAIN, Symbols.UNICODE))
        .isEqualTo(
            """
            COLLECTION   DOCUMENTS  REASON
            shop.orders      1,200  before deploy 1.4 of the web shop
            shop.注文            7
            """);
  }

  @Test
  void cutsProseOnlySoThatItFits() {
    assertThat(sample().print(40, Ink.PLAIN, Symbols.UNICODE))
        .isEqualTo(
            """
            COLLECTION   DOCUMENTS  REASON
            shop.orders      1,200  before deploy 1…
            shop.注文            7
            """);
    assertThat(sample().print(20, Ink.PLAIN, Symbols.ASCII))
        .contains("shop.orders      1,200  before ~\n");
  }

  @Test
  void aNameThatWouldBreakALineShowsItsCodes() {
    assertThat(
            new Table(Column.text("COLLECTION"))
                .row("shop.a\nb\t\033[2Jc")
                .print(80, Ink.PLAIN, Symbols.UNICODE))
        .isEqualTo("COLLECTION\nshop.a\\nb\\u0009\\u001b[2Jc\n");
  }

  @Test
  void printsItsHeadingWithoutRows() {
    assertThat(new Table(Column.text("BACKUP")).print(80, new Ink(true), Symbols.UNICODE))
        .isEqualTo("\033[1mBACKUP\033[0m\n");
  }

  @Test
  void refusesARowThatDoesNotFitTheHeading() {
    assertThatThrownBy(() -> sample().row("shop.users"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("1 cells for 3 columns");
  }
}
