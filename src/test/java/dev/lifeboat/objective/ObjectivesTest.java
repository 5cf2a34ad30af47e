package dev.lifeboat.objective;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeboat.units.ByteSize;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ObjectivesTest {
  private static final Objectives MANUAL =
      new Objectives(
          List.of(
              point("user data", "mongo", 6),
              point("chat sessions", "mongo", 4),
              point("uploads", "volumes", 24)),
          List.of(
              time(Scenario.DATABASE, "10GB", 30),
              time(Scenario.DATABASE, "1GB", 15),
              new RecoveryTime(Scenario.FULL, Optional.empty(), Duration.ofMinutes(45))));

  @Test
  void theStrictestPointOfASourceCounts() {
    assertThat(MANUAL.point("mongo")).contains(Duration.ofHours(4));
    assertThat(MANUAL.pointOrUsual("volumes")).isEqualTo(Duration.ofHours(24));
    assertThat(MANUAL.point("other")).isEmpty();
    assertThat(MANUAL.pointOrUsual("other")).isEqualTo(Objectives.USUAL_POINT);
  }

  @Test
  void theTimeGoesByTheSize() {
    assertThat(MANUAL.time(Scenario.DATABASE, 999_999_999)).contains(Duration.ofMinutes(15));
    assertThat(MANUAL.time(Scenario.DATABASE, 1_000_000_000)).contains(Duration.ofMinutes(15));
    assertThat(MANUAL.time(Scenario.DATABASE, 1_000_000_001)).contains(Duration.ofMinutes(30));
    assertThat(MANUAL.time(Scenario.DATABASE, 20_000_000_000L)).isEmpty();
    assertThat(MANUAL.time(Scenario.FULL, Long.MAX_VALUE)).contains(Duration.ofMinutes(45));
    assertThat(MANUAL.time(Scenario.VOLUMES, 1)).isEmpty();
  }

  private static RecoveryPoint point(String data, String source, int hours) {
    return new RecoveryPoint(Optional.of(data), source, Duration.ofHours(hours));
  }

  private static RecoveryTime time(Scenario scenario, String size, int minutes) {
    return new RecoveryTime(
        scenario, Optional.of(ByteSize.parse(size)), Duration.ofMinutes(minutes));
  }
}
