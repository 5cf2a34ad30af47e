package dev.lifeboat.compose;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeboat.stack.ComposeSource;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SourceChoiceTest {
  private static final String BASE = "/shop/compose.yaml";
  private static final String MORE = "/shop/more.yaml";
  private static final String OTHER = "/shop/other.yaml";

  private final Map<String, Set<String>> there =
      new HashMap<>(Map.of(BASE, Set.of("api", "redis", "web")));
  private final List<SourceChoice.Made> made = new ArrayList<>();

  /** Each is newer than the ones before. */
  private void made(String service, String... files) {
    madeIn("/shop", service, files);
  }

  private void madeIn(String folder, String service, String... files) {
    made.add(
        new SourceChoice.Made(
            service,
            Instant.ofEpochSecond(made.size()),
            new ComposeSource(folder, List.of(files), List.of(), "2")));
  }

  private List<String> chosen() {
    return new SourceChoice(
            there::containsKey,
            (file, service) -> there.getOrDefault(file, Set.of()).contains(service))
        .of(made)
        .orElseThrow()
        .files();
  }

  @Test
  void takesTheFilesOfTheNewestContainer() {
    there.put(MORE, Set.of("web"));
    made("redis", BASE);
    made("web", BASE, MORE);
    assertThat(chosen()).containsExactly(BASE, MORE);
  }

  @Test
  void leavesOutAFileThatWasTakenBack() {
    there.put(MORE, Set.of("web"));
    made("redis", BASE, MORE);
    made("web", BASE);
    assertThat(chosen()).containsExactly(BASE);
  }

  @Test
  void keepsAFileThatStillHoldsWhereOneServiceWasMadeAnewWithoutIt() {
    there.put(MORE, Set.of("api"));
    there.put(OTHER, Set.of("web"));
    made("api", BASE, MORE);
    made("web", BASE, OTHER);
    assertThat(chosen()).containsExactly(BASE, MORE, OTHER);
  }

  @Test
  void takesTheNewerOfTwoFilesThatSayTheSameOfAService() {
    there.put(MORE, Set.of("redis", "web"));
    there.put(OTHER, Set.of("redis", "web"));
    made("redis", BASE, MORE);
    made("web", BASE, OTHER);
    assertThat(chosen()).containsExactly(BASE, OTHER);
  }

  @Test
  void leavesOutFilesThatAreGone() {
    made("api", BASE);
    made("web", BASE, MORE);
    assertThat(chosen()).containsExactly(BASE);

    there.clear();
    assertThat(chosen()).as("none of them is on this host").containsExactly(BASE, MORE);
  }

  @Test
  void doesNotMixReleases() {
    there.put("/new/compose.yaml", Set.of("api", "redis", "web"));
    made("redis", BASE);
    madeIn("/new", "web", "/new/compose.yaml");
    assertThat(chosen()).containsExactly("/new/compose.yaml");
  }

  @Test
  void readsWhichServicesAFileDefines(@TempDir Path folder) throws Exception {
    Path file =
        Files.writeString(
            folder.resolve("more.yaml"),
            "services:\n  web:\n    ports: !reset []\n  api: {image: '${IMAGE:-a}'}\n");
    assertThat(ServiceNames.in(file.toString())).containsExactlyInAnyOrder("api", "web");
    assertThat(ServiceNames.in(Files.writeString(file, "services: [").toString())).isEmpty();
    assertThat(ServiceNames.in(folder.resolve("none").toString())).isEmpty();
    assertThat(ServiceNames.isFile(file.toString())).isTrue();
    assertThat(ServiceNames.isFile("a\0b")).isFalse();
  }
}
