package dev.lifeboat.drill;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ForecastTest {
  private static final long MEGA = 1_000_000;

  /** A drill whose start takes 3 s, and whose load goes at so many bytes a second. */
  private static DrillRecord drill(long bytes, double rate) {
    return drill(
        bytes,
        Map.of(
            DrillPhase.START,
            Duration.ofSeconds(3),
            DrillPhase.LOAD,
            Duration.ofMillis(Math.round(bytes / rate * 1000))));
  }

  private static DrillRecord drill(long bytes, Map<DrillPhase, Duration> phases) {
    DrillRecord like = DrillRecords.full();
    return new DrillRecord(
        DrillRecord.FORMAT,
        like.id(),
        like.scenario(),
        false,
        like.stack(),
        like.host(),
        like.tool(),
        like.startedAt(),
        like.endedAt(),
        like.criteria(),
        like.people(),
        like.sources(),
        like.isolation(),
        like.timeline(),
        phases.entrySet().stream()
            .sorted(Map.Entry.comparingByKey())
            .map(phase -> new PhaseResult(phase.getKey(), phase.getValue(), Optional.empty()))
            .toList(),
        bytes,
        Optional.of(phases.values().stream().reduce(Duration.ZERO, Duration::plus)),
        like.rpo(),
        like.data(),
        like.canary(),
        like.mutants(),
        like.probes(),
        like.deviations(),
        like.findings(),
        like.cleanUp(),
        like.verdict(),
        like.audit(),
        like.conditions());
  }

  private static Forecast forecast(List<DrillRecord> past, long bytes) {
    return Forecast.of(DrillScenario.DATABASE, past, bytes).orElseThrow();
  }

  @Test
  void tellsFourGigabytesFromTwoSmallerSizes() {
    List<DrillRecord> past = List.of(drill(200 * MEGA, 50e6), drill(1000 * MEGA, 50e6));

    Forecast forecast = forecast(past, 4000 * MEGA);

    assertThat(forecast.phase(DrillPhase.START).orElseThrow().likely())
        .isEqualTo(Duration.ofSeconds(3));
    assertThat(forecast.phase(DrillPhase.LOAD).orElseThrow().likely())
        .isEqualTo(Duration.ofSeconds(80));
    assertThat(forecast.rto().likely()).isEqualTo(Duration.ofSeconds(83));
    assertThat(forecast.rto().covers(Duration.ofSeconds(83))).isTrue();
    assertThat(forecast.longest()).contains(DrillPhase.LOAD);
    assertThat(forecast(past, 8000 * MEGA).rto().likely()).isEqualTo(Duration.ofSeconds(163));
  }

  @Test
  void oneSizeIsTakenInProportionWhereSizeMatters() {
    Forecast forecast = forecast(List.of(drill(500 * MEGA, 50e6)), 1000 * MEGA);

    assertThat(forecast.phase(DrillPhase.START).orElseThrow().likely())
        .isEqualTo(Duration.ofSeconds(3));
    assertThat(forecast.phase(DrillPhase.LOAD).orElseThrow().likely())
        .isEqualTo(Duration.ofSeconds(20));
  }

  @Test
  void oneDrillBesideABusyHourBendsNothing() {
    List<DrillRecord> past = new ArrayList<>();
    for (int i = 1; i <= 9; i++) {
      past.add(drill(i * 100L * MEGA, 50e6));
    }
    past.add(4, drill(500 * MEGA, 5e6));

    assertThat(forecast(past, 1000 * MEGA).phase(DrillPhase.LOAD).orElseThrow().likely())
        .isBetween(Duration.ofMillis(19_500), Duration.ofMillis(20_500));
  }

  @Test
  void theBandIsWiderWhereDrillsVaryAndFartherOut() {
    List<DrillRecord> steady = List.of(drill(100 * MEGA, 50e6), drill(300 * MEGA, 50e6));
    List<DrillRecord> varying =
        List.of(
            drill(100 * MEGA, 30e6),
            drill(100 * MEGA, 70e6),
            drill(300 * MEGA, 30e6),
            drill(300 * MEGA, 70e6));

    assertThat(width(forecast(varying, 300 * MEGA)))
        .isGreaterThan(2 * width(forecast(steady, 300 * MEGA)));
    assertThat(width(forecast(steady, 2400 * MEGA)))
        .isGreaterThan(width(forecast(steady, 300 * MEGA)));
  }

  private static double width(Forecast forecast) {
    PhaseForecast load = forecast.phase(DrillPhase.LOAD).orElseThrow();
    return (double) load.high().minus(load.low()).toMillis() / load.likely().toMillis();
  }

  @Test
  void withoutADrillOfTheScenarioThereIsNone() {
    assertThat(Forecast.of(DrillScenario.FULL, List.of(drill(MEGA, 1e6)), MEGA)).isEmpty();
    assertThat(Forecast.of(DrillScenario.DATABASE, List.of(), MEGA)).isEmpty();
  }

  @Test
  void anEmptyDatabaseTellsWhatDoesNotDependOnItsSize() {
    Forecast forecast = forecast(List.of(drill(0, 1e6)), 0);

    assertThat(forecast.rto().likely()).isEqualTo(Duration.ofSeconds(3));
  }
}
