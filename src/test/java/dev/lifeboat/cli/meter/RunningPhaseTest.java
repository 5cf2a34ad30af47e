package dev.lifeboat.cli.meter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeboat.progress.Progress.Unit;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

final class RunningPhaseTest {
  private static final Instant START = Instant.parse("2026-11-22T09:15:00Z");
  private final RunningPhase phase = new RunningPhase("read", 10_000, Unit.BYTES, START);

  @Test
  void startsWithoutARate() {
    Reading reading = phase.read(START);
    assertThat(reading.perSecond()).isZero();
    assertThat(reading.share()).contains(0.0);
    assertThat(reading.left()).isEmpty();
  }

  @Test
  void measuresTheRateOfTheLastSeconds() {
    phase.advance(1_000);
    Reading early = phase.read(START.plusSeconds(1));
    assertThat(early.perSecond()).isEqualTo(1_000.0);
    assertThat(early.left()).contains(Duration.ofSeconds(9));
    phase.read(START.plusSeconds(20));
    phase.advance(100);
    Reading late = phase.read(START.plusSeconds(22));
    assertThat(late.perSecond()).isEqualTo(50.0);
    assertThat(late.average()).isEqualTo(50.0);
    assertThat(late.elapsed()).isEqualTo(Duration.ofSeconds(22));
  }

  @Test
  void showsAStall() {
    phase.advance(1_000);
    phase.read(START.plusSeconds(1));
    phase.read(START.plusSeconds(2));
    assertThat(phase.read(START.plusSeconds(30)).perSecond()).isZero();
  }

  @Test
  void survivesAClockThatGoesBack() {
    phase.advance(1_000);
    assertThat(phase.read(START.minusSeconds(5)).perSecond()).isZero();
  }
}
