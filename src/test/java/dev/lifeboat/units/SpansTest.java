package dev.lifeboat.units;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SpansTest {
  @Test
  void readsWhatPeopleWrite() {
    assertThat(Spans.parse("7d")).isEqualTo(Duration.ofDays(7));
    assertThat(Spans.parse("1h30m")).isEqualTo(Duration.ofMinutes(90));
    assertThat(Spans.parse(" 250ms ")).isEqualTo(Duration.ofMillis(250));
    assertThat(Spans.parse("36500d")).isEqualTo(Duration.ofDays(36_500));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "7", "d", "7x", "7d h", "-7d", "99999999999999d"})
  void refusesOtherForms(String text) {
    assertThatThrownBy(() -> Spans.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("'" + text + "' is not a span such as 7d, 6h or 90s");
  }

  @ParameterizedTest
  @ValueSource(strings = {"36501d", "999999999w"})
  void refusesWhatNobodyWaitsFor(String text) {
    assertThatThrownBy(() -> Spans.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("'" + text + "' is longer than 100 years");
  }
}
