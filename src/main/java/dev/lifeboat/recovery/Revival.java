package dev.lifeboat.recovery;

import dev.lifeboat.compose.ComposeCommand;
import dev.lifeboat.compose.ComposeLabels;
import dev.lifeboat.compose.ComposeProject;
import dev.lifeboat.compose.Conductor;
import dev.lifeboat.compose.EngineContainers;
import dev.lifeboat.compose.ServiceHealth;
import dev.lifeboat.docker.Container;
import dev.lifeboat.docker.Engine;
import dev.lifeboat.docker.NewVolume;
import dev.lifeboat.io.DurableFiles;
import dev.lifeboat.io.FileBody;
import dev.lifeboat.io.FileMode;
import dev.lifeboat.io.TempFolder;
import dev.lifeboat.problem.ProblemException;
import dev.lifeboat.source.LifeSign;
import dev.lifeboat.stack.LockedImage;
import dev.lifeboat.stack.RecordedProject;
import dev.lifeboat.stack.RecordedVolume;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import tools.jackson.databind.json.JsonMapper;

/**
 * Brings a stack's volumes and containers back to life.
 *
 * @param project what Compose has to be told
 * @param compose finds the Compose command; asked only where a container has to be made
 */
public record Revival(
    Engine engine, Conductor conductor, RecordedProject project, Supplier<ComposeCommand> compose) {
  private static final Duration MAKING = Duration.ofMinutes(10);
  private static final Duration READING = Duration.ofMinutes(1);
  private static final Duration PULLING = Duration.ofHours(2);

  /**
   * Makes sure that Compose is there and can read the stack's files.
   *
   * @throws dev.lifeboat.problem.ProblemException {@code TOOL_MISSING} or {@code PROCESS_FAILED}
   */
  void requireReadable() {
    var _ = compose.get().act(composeProject(), READING, "config", "--quiet");
  }

  /** The services that the stack's files have now; empty if Compose can't read them. */
  Optional<Set<String>> declared() {
    try {
      return Optional.of(
          compose
              .get()
              .act(composeProject(), READING, "config", "--services")
              .output()
              .lines()
              .map(String::strip)
              .filter(each -> !each.isEmpty())
              .collect(Collectors.toSet()));
    } catch (ProblemException e) {
      return Optional.empty();
    }
  }

  /** Gets a service's image from its registry. */
  void pull(String service) {
    var _ = compose.get().act(composeProject(), PULLING, "pull", service);
  }

  /** Makes a volume as it was, with the labels by which Compose knows it. */
  public void make(RecordedVolume volume) {
    var _ =
        engine.createVolume(
            new NewVolume(volume.engineName(), volume.driver(), volume.options(), volume.labels()));
  }

  /** Starts one service and nothing that it depends on; makes its container if there is none. */
  public Container startAlone(String service) {
    Optional<Container> there = container(service);
    if (there.isPresent()) {
      engine.start(there.get().id());
    } else {
      var _ =
          compose
              .get()
              .act(composeProject(), MAKING, "up", "-d", "--no-deps", "--no-recreate", service);
    }
    return container(service).orElseThrow();
  }

  /** Makes and starts what is missing of the stack; what runs stays as it is. */
  public void startAll() {
    var _ = compose.get().act(composeProject(), MAKING, "up", "-d", "--no-recreate");
  }

  /**
   * Makes the containers of services anew, of these images whatever the Compose files say, and
   * nothing else.
   */
  void remake(List<LockedImage> images) {
    make(images, "-d");
  }

  /** The same, and starts none of them. */
  void layOut(List<LockedImage> images) {
    make(images, "--no-start");
  }

  private void make(List<LockedImage> images, String start) {
    if (images.isEmpty()) {
      return;
    }
    try (TempFolder folder = TempFolder.create(ComposeLabels.PASSING)) {
      Path override = folder.path().resolve("images.json");
      Map<String, Map<String, Map<String, String>>> services = new TreeMap<>();
      Map<String, Map<String, String>> each = new TreeMap<>();
      images.forEach(image -> each.put(image.service(), Map.of("image", image.image())));
      services.put("services", each);
      // JSON is YAML, and version 1 of Compose wants to know which of its forms this is.
      String text =
          "{\"version\": \"2.4\", "
              + JsonMapper.builder().build().writeValueAsString(services).substring(1);
      DurableFiles.create(
          override, FileMode.PRIVATE, FileBody.of(text.getBytes(StandardCharsets.UTF_8)));
      List<String> words =
          new ArrayList<>(List.of("up", start, "--no-deps", "--no-build", "--force-recreate"));
      images.forEach(image -> words.add(image.service()));
      ComposeProject plain = composeProject();
      List<Path> files = new ArrayList<>(plain.files());
      files.add(override);
      var _ =
          compose
              .get()
              .act(
                  new ComposeProject(plain.name(), plain.folder(), files, plain.envFiles()),
                  MAKING,
                  words.toArray(String[]::new));
    }
  }

  /** Waits for every container of the stack. */
  public List<LifeSign> await(Duration limit) {
    List<LifeSign> signs = new ArrayList<>();
    for (ServiceHealth health :
        conductor.await(new EngineContainers(engine).of(project.name()), limit)) {
      signs.add(
          new LifeSign(
              LifeSign.Kind.SERVICE,
              health.service(),
              health.isGood(),
              health.words(),
              health.took()));
    }
    return signs;
  }

  public Optional<Container> container(String service) {
    return engine
        .containers(Map.of(ComposeLabels.PROJECT, project.name(), ComposeLabels.SERVICE, service))
        .stream()
        .filter(each -> !ComposeLabels.isOneOff(each.labels()))
        .findFirst();
  }

  private ComposeProject composeProject() {
    return new ComposeProject(
        project.name(),
        Path.of(project.folder()),
        project.files().stream().map(Path::of).toList(),
        project.envFiles().stream().map(Path::of).toList());
  }
}
