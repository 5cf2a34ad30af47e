package dev.lifeboat;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeboat.config.Config;
import dev.lifeboat.config.ConfigFiles;
import dev.lifeboat.monitor.Metric;
import dev.lifeboat.monitor.MonitorFolder;
import dev.lifeboat.monitor.MonitorReport;
import dev.lifeboat.monitor.Reading;
import dev.lifeboat.monitor.State;
import dev.lifeboat.monitor.Verdict;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WatchtowerTest {
  private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");

  @TempDir Path folder;

  private Config config(String more) throws IOException {
    Path file = folder.resolve("lifeboat.yaml");
    Files.writeString(
        file,
        "stack: shop\nrepository: b\nencryption: none\nmongo: {uri: 'mongodb://h/'}\nstate: state\n"
            + more);
    return new ConfigFiles(Map.of("HOME", "/nowhere"), folder).read(Optional.of(file));
  }

  @Test
  void givesSignsOfLifeAsLongAsTheDaemonIsWell() throws Exception {
    Config config = config("");
    MonitorFolder seen = new MonitorFolder(config.state(), "shop");
    try (Watchtower dead =
        Watchtower.start(config, "1", () -> NOON, () -> false, WatchtowerTest::unexpected)) {
      assertThat(dead.address()).isEmpty();
    }
    AtomicBoolean asked = new AtomicBoolean();
    try (Watchtower _ =
        Watchtower.start(
            config, "1", () -> NOON, () -> !asked.getAndSet(true), WatchtowerTest::unexpected)) {
      Instant end = Instant.now().plus(Duration.ofSeconds(30));
      while (seen.beat().isEmpty() && Instant.now().isBefore(end)) {
        Thread.sleep(20);
      }
    }
    assertThat(seen.beat()).contains(NOON);
  }

  @Test
  void showsWhatAnyProcessFoundLast() throws Exception {
    Path token = Files.writeString(folder.resolve("token"), "t0ken-of-nobody\n");
    Files.setPosixFilePermissions(token, PosixFilePermissions.fromString("rw-------"));
    int port;
    try (ServerSocket free = new ServerSocket(0)) {
      port = free.getLocalPort();
    }
    Config config = config("http: {port: %d, token-file: token}\n".formatted(port));
    MonitorFolder other = new MonitorFolder(config.state(), "shop");
    MonitorReport report =
        new MonitorReport(
            "shop",
            NOON,
            List.of(
                new Verdict(
                    Metric.ROOM,
                    "",
                    State.OK,
                    "room",
                    NOON,
                    List.of(),
                    List.of(Reading.below("room_free_bytes", 3e9, Reading.Unit.BYTES, 1e9, 1e9)))));
    try (Watchtower tower =
        Watchtower.start(config, "1", () -> NOON, () -> true, WatchtowerTest::unexpected)) {
      assertThat(metrics(tower)).doesNotContain("room_free_bytes");
      other.remember(report);
      assertThat(other.last()).contains(report);
      assertThat(metrics(tower)).contains("lifeboat_room_free_bytes{stack=\"shop\"");
    }
  }

  private static String metrics(Watchtower tower) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(tower.address().orElseThrow().resolve("/metrics"))
            .header("Authorization", "Bearer t0ken-of-nobody")
            .timeout(Duration.ofSeconds(30))
            .build();
    return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString()).body();
  }

  private static void unexpected(String warning) {
    throw new AssertionError(warning);
  }
}
