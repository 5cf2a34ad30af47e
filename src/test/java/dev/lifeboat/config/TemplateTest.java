package dev.lifeboat.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TemplateTest {
  private final List<String> missing = new ArrayList<>();

  private final Variables variables =
      new Variables() {
        private final Map<String, String> values =
            Map.of("FOO", "first", "BAR", "", "JSON", "{\"a\":1}", "LOOP", "$FOO");

        @Override
        public Optional<String> value(String name) {
          return Optional.ofNullable(values.get(name));
        }

        @Override
        public void unset(String name) {
          missing.add(name);
        }

        @Override
        public void required(String name, String reason) {
          missing.add(name + "!" + reason);
        }
      };

  private String expand(String text) {
    return Template.parse(text).expand(variables);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      emptyValue = "",
      value = {
        "plain|plain",
        "$FOO|first",
        "<${FOO}>|<first>",
        "$FOO-bar|first-bar",
        "$$FOO|$FOO",
        "$${FOO}|${FOO}",
        "$$$FOO|$first",
        "a $ b|a $ b",
        "^x$|^x$",
        "$}|$}",
        "$1|$1",
        "${BAR:-d}|d",
        "<${BAR-d}>|<>",
        "${NO-d}|d",
        "${NO:-d}|d",
        "${FOO:-d}|first",
        "<${NO:+a}>|<>",
        "<${NO+a}>|<>",
        "<${BAR:+a}>|<>",
        "${BAR+a}|a",
        "${FOO:+a}|a",
        "${FOO:?no}|first",
        "<${BAR?no}>|<>",
        "${NO:-${FOO} $FOO}|first first",
        "${NO:-${ALSO:-${FOO}}}x|firstx",
        "${NO:-/a:-b?c+d}|/a:-b?c+d",
        "${NO:-{\"b\":2}}|{\"b\":2}",
        "$JSON|{\"a\":1}",
        "$LOOP|$FOO",
        "${FOO:+${BAR-x}y}|y"
      })
  void expandsAsComposeDoes(String text, String value) {
    assertThat(expand(text)).isEqualTo(value);
    assertThat(missing).isEmpty();
  }

  @Test
  void tellsWhatIsMissing() {
    assertThat(expand("$A ${B} ${C:?why not} ${BAR:?} ${D?x ${E}}")).isEqualTo("    ");
    assertThat(missing).containsExactly("A", "B", "C!why not", "BAR!", "D!x ${E}");
  }

  @Test
  void asksOnlyForWhatItUses() {
    assertThat(expand("${FOO:-$A}${NO:+$B}${FOO?$C}")).isEqualTo("firstfirst");
    assertThat(missing).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"${", "${}", "${ }", "${ FOO}", "${FOO }", "${FOO!}", "${1}", "${A:-${}"})
  void refusesMalformedReferences(String text) {
    assertThatThrownBy(() -> Template.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("'${' ");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      emptyValue = "",
      value = {"a${B}c|ac", "${B:-d}|d", "${B:-${C-e}}|e", "${B?reason}|''", "$$|$"})
  void knowsWhatStandsInTheFileItself(String text, String literal) {
    assertThat(Template.parse(text).literalText()).isEqualTo(literal);
  }
}
