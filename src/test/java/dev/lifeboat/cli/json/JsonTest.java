package dev.lifeboat.cli.json;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeboat.problem.ExitCode;
import dev.lifeboat.units.ByteSize;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class JsonTest {
  private record Everything(
      String zebra,
      Instant startedAt,
      Duration took,
      ByteSize size,
      Path file,
      ExitCode exit,
      Optional<String> reason,
      Optional<Instant> heldUntil,
      @Nullable Long total,
      List<Map<String, Integer>> counts) {}

  private static Everything sample() {
    return new Everything(
        "ä \"quoted\" \u0001",
        Instant.parse("2026-11-22T09:15:00.5Z"),
        Duration.ofMillis(12_345),
        ByteSize.parse("1.5 GB"),
        Path.of("/srv/backup"),
        ExitCode.VERIFICATION_FAILED,
        Optional.of("before deploy"),
        Optional.empty(),
        null,
        List.of(Map.of("shop.orders", 3)));
  }

  @Test
  void keepsTheOrderOfTheFieldsAndWritesEachTypeInOneForm() {
    assertThat(new Json().line(sample()))
        .isEqualTo(
            "{\"zebra\":\"ä \\\"quoted\\\" \\u0001\",\"startedAt\":\"2026-11-22T09:15:00.500Z\","
                + "\"took\":12.345,\"size\":1500000000,\"file\":\"/srv/backup\","
                + "\"exit\":\"verification-failed\",\"reason\":\"before deploy\",\"heldUntil\":null,"
                + "\"total\":null,\"counts\":[{\"shop.orders\":3}]}");
  }

  @Test
  void writesWholeSecondsWithThreePlaces() {
    assertThat(new Json().line(Map.of("seconds", Duration.ofHours(2))))
        .isEqualTo("{\"seconds\":7200.000}");
  }

  @Test
  void indentsForPeople() {
    assertThat(new Json().indented(Map.of("name", "shop")))
        .isEqualTo("{\n  \"name\" : \"shop\"\n}");
  }
}
