package dev.lifeboat.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeboat.monitor.FactsFixture;
import dev.lifeboat.monitor.Metric;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

/** Rules and dashboard ask for nothing that isn't there, and nothing has gone since. */
class ExamplesTest {
  private static final Path FOLDER = Path.of("examples", "prometheus");
  private static final String PAGE = MetricsPage.of("1", Optional.of(FactsFixture.everyReading()));

  private static Set<String> names(String text, String pattern) {
    return Pattern.compile(pattern)
        .matcher(text)
        .results()
        .map(found -> found.group(1))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** They are a contract: dashboards of others ask for them. */
  @Test
  void theNamesStay() {
    assertThat(names(PAGE, "(?m)^# TYPE (\\S+) gauge$"))
        .containsExactly(
            "lifeboat_backup_bytes",
            "lifeboat_backups",
            "lifeboat_build_info",
            "lifeboat_certificate_left_seconds",
            "lifeboat_copy_missing",
            "lifeboat_daemon_silent_seconds",
            "lifeboat_documents_since",
            "lifeboat_drill_age_seconds",
            "lifeboat_limit",
            "lifeboat_loss_seconds",
            "lifeboat_monitored_timestamp_seconds",
            "lifeboat_restore_seconds",
            "lifeboat_room_free_bytes",
            "lifeboat_room_left_seconds",
            "lifeboat_state",
            "lifeboat_state_since_timestamp_seconds",
            "lifeboat_success_ratio",
            "lifeboat_verified_age_seconds");
    assertThat(PAGE).doesNotContain("What the monitor reads.");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"lifeboat.rules.yml", "lifeboat.rules.test.yml", "grafana-dashboard.json"})
  void whatTheyAskForIsThere(String file) throws IOException {
    String text = Files.readString(FOLDER.resolve(file));
    Set<String> asked = names(text, "\\b(lifeboat_[a-z_]+)\\b");
    assertThat(asked).isNotEmpty();
    assertThat(names(PAGE, "(?m)^# TYPE (\\S+) gauge$")).containsAll(asked);
    assertThat(names(PAGE, "reading=\"([a-z_]+)\""))
        .containsAll(names(text.replace("\\", ""), "reading=\"([a-z_]+)\""));
    assertThat(Set.of(Metric.values()).stream().map(Metric::id).collect(Collectors.toSet()))
        .containsAll(names(text, "metric!?=\"([a-z_]+)\""));
  }

  @Test
  void theGuideNamesEachNumber() throws IOException {
    String guide = Files.readString(Path.of("docs", "guide", "prometheus.md"));
    assertThat(names(guide, "`(lifeboat_[a-z_]+)`"))
        .containsExactlyElementsOf(names(PAGE, "(?m)^# TYPE (\\S+) gauge$"));
  }

  @Test
  void theDashboardHasAPanelForEachId() throws IOException {
    var dashboard =
        JsonMapper.builder()
            .build()
            .readTree(Files.readString(FOLDER.resolve("grafana-dashboard.json")));
    Set<Integer> ids = new TreeSet<>();
    dashboard.path("panels").forEach(panel -> ids.add(panel.path("id").asInt(0)));
    assertThat(ids).hasSize(dashboard.path("panels").size());
  }
}
