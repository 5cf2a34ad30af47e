package dev.lifeboat.source.composefile;

import dev.lifeboat.compose.ComposeLabels;
import dev.lifeboat.compose.DatabaseService;
import dev.lifeboat.compose.StackFinder;
import dev.lifeboat.docker.Container;
import dev.lifeboat.docker.Engine;
import dev.lifeboat.docker.Image;
import dev.lifeboat.docker.Mount;
import dev.lifeboat.docker.Volume;
import dev.lifeboat.stack.RecordedFile;
import dev.lifeboat.stack.RecordedMount;
import dev.lifeboat.stack.RecordedProject;
import dev.lifeboat.stack.RecordedService;
import dev.lifeboat.stack.RecordedVolume;
import dev.lifeboat.stack.Stack;
import dev.lifeboat.stack.StackFile;
import dev.lifeboat.stack.StackRecord;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Records what a stack consists of, as an engine has it now. */
public final class StackLook {
  private final Engine engine;
  private final String project;
  private final Map<String, Optional<Image>> images = new HashMap<>();

  public StackLook(Engine engine, String project) {
    this.engine = engine;
    this.project = project;
  }

  /**
   * Looks.
   *
   * @param database where the configuration says that the MongoDB is
   * @param files the stack's files as they are now
   * @return empty if the engine has nothing of the project
   */
  public Optional<StackRecord> record(DatabaseService.Wanted database, List<RecordedFile> files) {
    List<Container> containers = engine.containers(Map.of(ComposeLabels.PROJECT, project));
    Stack stack = StackFinder.of(engine, project, containers);
    if (stack.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new StackRecord(
            Optional.of(
                stack
                    .source()
                    .map(
                        source ->
                            new RecordedProject(
                                project, source.folder(), source.files(), source.envFiles()))
                    .orElseGet(() -> new RecordedProject(project, "", List.of(), List.of()))),
            DatabaseService.among(containers, database).map(DatabaseService::service),
            files,
            services(containers),
            stack.volumes().stream()
                // Those without a name of their own come and go with their containers.
                .filter(volume -> volume.exists() && !Volume.isNameless(volume.fullName()))
                .map(
                    volume ->
                        new RecordedVolume(
                            volume.name(),
                            volume.fullName(),
                            volume.driver(),
                            volume.options(),
                            volume.labels(),
                            volume.createdAt()))
                .toList()));
  }

  private List<RecordedService> services(List<Container> containers) {
    return containers.stream()
        .filter(each -> each.label(ComposeLabels.SERVICE).isPresent())
        .filter(each -> !ComposeLabels.isOneOff(each.labels()))
        .map(this::service)
        .toList();
  }

  private RecordedService service(Container container) {
    return new RecordedService(
        container.label(ComposeLabels.SERVICE).orElseThrow(),
        container.name(),
        container.image(),
        image(container.imageId())
            .flatMap(image -> image.digests().stream().min(Comparator.naturalOrder())),
        container.imageId(),
        digests(container.env().reveal()),
        container.mounts().stream().map(StackLook::mount).toList(),
        List.copyOf(ComposeLabels.dependsOn(container.labels()).keySet()));
  }

  private Optional<Image> image(String id) {
    return images.computeIfAbsent(id, engine::image);
  }

  /** The SHA-256 of each value. */
  public static Map<String, String> digests(Map<String, String> environment) {
    Map<String, String> digests = new TreeMap<>();
    environment.forEach(
        (name, value) ->
            digests.put(name, StackFile.sha256(value.getBytes(StandardCharsets.UTF_8))));
    return digests;
  }

  private static RecordedMount mount(Mount mount) {
    return new RecordedMount(
        mount.type().toString(), mount.source(), mount.destination(), mount.readOnly());
  }
}
