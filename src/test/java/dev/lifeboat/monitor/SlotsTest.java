package dev.lifeboat.monitor;

import static dev.lifeboat.monitor.FactsFixture.NOON;
import static dev.lifeboat.monitor.FactsFixture.ago;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SlotsTest {
  private static final Duration SIX = Duration.ofHours(6);

  @Test
  void eachSpanNeedsAGoodBackup() {
    assertThat(good(ago(24 * 7), ago(23), ago(20), ago(7), ago(1)))
        .containsExactly(Optional.of(false), Optional.of(true), Optional.of(true));
    assertThat(good(ago(24 * 7), ago(24), ago(23), ago(13), ago(7), ago(1)))
        .containsExactly(
            Optional.of(true), Optional.of(true), Optional.of(true), Optional.of(true));
  }

  @Test
  void nothingIsExpectedBeforeTheFirst() {
    assertThat(good(ago(24 * 7), ago(1))).containsExactly(Optional.of(true));
    assertThat(good(ago(24 * 7))).isEmpty();
  }

  @Test
  void whatStoppedIsMissed() {
    assertThat(good(ago(24), ago(24 * 30)))
        .containsExactly(
            Optional.of(false), Optional.of(false), Optional.of(false), Optional.of(false));
  }

  private static List<Optional<Boolean>> good(Instant from, Instant... made) {
    return Slots.of(from, NOON, SIX, List.of(made)).stream().map(ExpectedRun::good).toList();
  }
}
