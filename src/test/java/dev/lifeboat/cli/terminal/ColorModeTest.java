package dev.lifeboat.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class ColorModeTest {
  @Test
  void colorsATerminalAndNoFile() {
    assertThat(ColorMode.AUTO.ink(Map.of("TERM", "xterm"), true).colored()).isTrue();
    assertThat(ColorMode.AUTO.ink(Map.of("TERM", "xterm"), false).colored()).isFalse();
    assertThat(ColorMode.AUTO.ink(Map.of("TERM", "dumb"), true).colored()).isFalse();
  }

  @Test
  void honoursTheVariables() {
    assertThat(ColorMode.AUTO.ink(Map.of("NO_COLOR", "1"), true).colored()).isFalse();
    assertThat(ColorMode.AUTO.ink(Map.of("NO_COLOR", ""), true).colored()).isTrue();
    assertThat(ColorMode.AUTO.ink(Map.of("CLICOLOR_FORCE", "1"), false).colored()).isTrue();
    assertThat(ColorMode.AUTO.ink(Map.of("CLICOLOR_FORCE", "0"), false).colored()).isFalse();
    assertThat(ColorMode.AUTO.ink(Map.of("CLICOLOR_FORCE", "1", "NO_COLOR", "1"), false).colored())
        .isFalse();
  }

  @Test
  void letsTheOptionWin() {
    assertThat(ColorMode.ALWAYS.ink(Map.of("NO_COLOR", "1"), false).colored()).isTrue();
    assertThat(ColorMode.NEVER.ink(Map.of("CLICOLOR_FORCE", "1"), true).colored()).isFalse();
  }

  @Test
  void paintsOnlyWhereItMay() {
    assertThat(new Ink(true).bad("no")).isEqualTo("\033[1;31mno\033[0m");
    assertThat(new Ink(true).bad("")).isEmpty();
    assertThat(Ink.PLAIN.bad("no")).isEqualTo("no");
  }

  @Test
  void writesSymbolsInAsciiUnlessTheLocaleIsUtf8() {
    assertThat(Symbols.forCharset(StandardCharsets.UTF_8).ok()).isEqualTo("✓");
    assertThat(Symbols.forCharset(StandardCharsets.US_ASCII).ok()).isEqualTo("ok");
    assertThat(Symbols.ASCII.bar(0.5, 4)).isEqualTo("##..");
    assertThat(Symbols.UNICODE.bar(1.2, 3)).isEqualTo("███");
  }
}
