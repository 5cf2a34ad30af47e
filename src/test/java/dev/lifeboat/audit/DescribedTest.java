package dev.lifeboat.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeboat.config.Secret;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DescribedTest {
  private record Choice(
      String backup,
      Optional<String> uri,
      Optional<Path> file,
      boolean exact,
      boolean users,
      List<String> only,
      Secret password,
      Optional<InputStream> input,
      Inner inner) {}

  private record Inner(Duration keep) {}

  private static Map<String, String> described(String uri, String... only) {
    return Described.of(
        List.of(),
        List.of(
            new Choice(
                "latest",
                Optional.of(uri),
                Optional.empty(),
                true,
                false,
                List.of(only),
                new Secret("hunter2"),
                Optional.of(new ByteArrayInputStream(new byte[0])),
                new Inner(Duration.ofDays(7)))));
  }

  @Test
  void recordsAreTakenApart() {
    assertThat(described("mongodb://db1/", "shop.orders", "shop.users"))
        .containsExactly(
            Map.entry("backup", "latest"),
            Map.entry("uri", "mongodb://db1/"),
            Map.entry("exact", "true"),
            Map.entry("only", "shop.orders, shop.users"),
            Map.entry("input", "ByteArrayInputStream"),
            Map.entry("keep", "PT168H"));
  }

  @Test
  void secretsAreNeverWritten() {
    String all =
        described(
                "mongodb://ana:hunter2@db1/?tlsCertificateKeyFilePassword=hunter2",
                "password=hunter2",
                "AGE-SECRET-KEY-1HUNTER2")
            .toString();

    assertThat(all).doesNotContainIgnoringCase("hunter2").contains("mongodb://***@db1/");
    assertThat(Described.of(List.of("reason"), List.of("token: hunter2")).toString())
        .doesNotContain("hunter2");
  }

  @Test
  void whatIsLongIsCut() {
    assertThat(Described.of(List.of("reason"), List.of("x".repeat(5000))).get("reason"))
        .hasSize(401);
  }
}
