package dev.lifeboat.monitor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class VerdictTest {
  private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");

  @Test
  void hasAKeyThatStaysTheSame() {
    assertThat(verdict("shop", "41 s").key()).isEqualTo("freshness/shop");
    assertThat(verdict("", "41 s").key()).isEqualTo("freshness");
  }

  @Test
  void hasAReason() {
    assertThatThrownBy(() -> verdict("shop", " ")).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void takesWhatNobodyKnowsForRed() {
    assertThat(State.UNKNOWN.red()).isTrue();
    assertThat(State.CRITICAL.red()).isTrue();
    assertThat(State.WARNING.red()).isFalse();
    assertThat(State.worst(List.of(State.OK, State.CRITICAL, State.UNKNOWN)))
        .isEqualTo(State.CRITICAL);
    assertThat(State.worst(List.of(State.WARNING, State.UNKNOWN))).isEqualTo(State.UNKNOWN);
    assertThat(State.worst(List.of())).isEqualTo(State.OK);
  }

  @Test
  void refusesWhatIsNoNumber() {
    assertThatThrownBy(() -> Reading.of("loss", Double.NaN, Reading.Unit.SECONDS))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static Verdict verdict(String subject, String reason) {
    return new Verdict(Metric.FRESHNESS, subject, State.OK, reason, NOON, List.of());
  }
}
