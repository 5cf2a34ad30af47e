package dev.lifeboat.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ObjectKeyTest {
  @ParameterizedTest
  @ValueSource(strings = {"a", "lifeboat.json", "objects/ab/abcdef", "-/_/0..", "a-b_c.D9"})
  void takesPartsOfHarmlessCharacters(String value) {
    assertThat(ObjectKey.of(value).value()).isEqualTo(value);
    assertThat(ObjectKey.parse(value)).hasValue(ObjectKey.of(value));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "/",
        "/a",
        "a/",
        "a//b",
        ".",
        "..",
        ".hidden",
        "a/../b",
        "a/.tmp-x",
        "a b",
        "a\\b",
        "ä",
        "a\n",
        "a:b",
        "a\0"
      })
  void takesNothingElse(String value) {
    assertThatThrownBy(() -> ObjectKey.of(value))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("not an object key: '" + value + "'");
    assertThat(ObjectKey.parse(value)).isEmpty();
  }

  @Test
  void limitsTheLength() {
    assertThat(ObjectKey.parse("a".repeat(255))).isPresent();
    assertThat(ObjectKey.parse("a".repeat(256))).isEmpty();
    assertThat(ObjectKey.parse("a/".repeat(511) + "aa")).isPresent();
    assertThat(ObjectKey.parse("a/".repeat(511) + "aaa")).isEmpty();
    assertThat(ObjectKey.parse("a/".repeat(1_000_000))).isEmpty();
  }

  @Test
  void comesInTheOrderOfItsCharacters() {
    List<String> ordered = List.of("a", "a-b", "a.b", "a/b", "a0", "aB", "a_b", "ab");
    assertThat(
            Stream.of("ab", "a_b", "aB", "a0", "a/b", "a.b", "a-b", "a")
                .map(ObjectKey::of)
                .sorted())
        .extracting(ObjectKey::value)
        .isEqualTo(ordered);
  }
}
