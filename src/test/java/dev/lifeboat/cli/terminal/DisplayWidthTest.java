package dev.lifeboat.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class DisplayWidthTest {
  @ParameterizedTest
  @CsvSource({
    "orders, 6",
    "Größe, 5",
    "Gro\u0308ße, 5",
    "注文, 4",
    "한글, 4",
    "🚢, 2",
    "👩\u200d💻, 4",
    "✓, 1",
    "a\u0007b, 2"
  })
  void countsColumnsNotCharacters(String text, int columns) {
    assertThat(DisplayWidth.of(text)).isEqualTo(columns);
  }

  @Test
  void cutsWithAnEllipsisAndNeverTooWide() {
    assertThat(DisplayWidth.cut("orders", 6, Symbols.UNICODE)).isEqualTo("orders");
    assertThat(DisplayWidth.cut("orders", 5, Symbols.UNICODE)).isEqualTo("orde…");
    assertThat(DisplayWidth.cut("注文履歴", 6, Symbols.UNICODE)).isEqualTo("注文…");
    assertThat(DisplayWidth.cut("orders", 1, Symbols.ASCII)).isEqualTo("~");
    assertThat(DisplayWidth.cut("orders", 0, Symbols.ASCII)).isEmpty();
  }
}
