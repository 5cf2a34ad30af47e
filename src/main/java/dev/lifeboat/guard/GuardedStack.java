package dev.lifeboat.guard;

import dev.lifeboat.compose.ComposeLabels;
import dev.lifeboat.docker.Container;
import dev.lifeboat.docker.Engine;
import dev.lifeboat.docker.Image;
import dev.lifeboat.docker.Volume;
import dev.lifeboat.problem.Code;
import dev.lifeboat.problem.Problem;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A stack as its engine knows it by the labels of Compose.
 *
 * @param project the name of the Compose project
 */
record GuardedStack(Engine engine, String project) {
  List<Container> containers() {
    return engine.containers(Map.of(ComposeLabels.PROJECT, project));
  }

  /** Its named volumes: those that Compose made for it, and others that its containers mount. */
  Map<String, Volume> volumes() {
    Map<String, Volume> found = new TreeMap<>();
    engine
        .volumes(Map.of(ComposeLabels.PROJECT, project))
        .forEach(each -> found.put(each.name(), each));
    for (Container container : containers()) {
      container.mounts().stream()
          .flatMap(mount -> mount.volume().stream())
          .filter(name -> !found.containsKey(name))
          .forEach(name -> engine.volume(name).ifPresent(each -> found.put(name, each)));
    }
    found.keySet().removeIf(Volume::isNameless);
    return found;
  }

  /**
   * The full names of volumes that people name by their full or their Compose name.
   *
   * @param wanted empty for all
   * @throws dev.lifeboat.problem.ProblemException if one isn't there
   */
  List<String> volumes(List<String> wanted) {
    Map<String, Volume> there = volumes();
    if (wanted.isEmpty()) {
      return List.copyOf(there.keySet());
    }
    List<String> found = new ArrayList<>();
    for (String name : wanted) {
      found.add(
          Optional.ofNullable(there.get(name))
              .or(
                  () ->
                      there.values().stream()
                          .filter(
                              each -> each.label(ComposeLabels.VOLUME).equals(Optional.of(name)))
                          .findFirst())
              .map(Volume::name)
              .orElseThrow(() -> unknown(name, there)));
    }
    return List.copyOf(found);
  }

  private RuntimeException unknown(String name, Map<String, Volume> there) {
    return Problem.of(
            Code.VOLUME_NOT_FOUND,
            "stack '%s' has no volume '%s'".formatted(project, name),
            there.isEmpty()
                ? "it has none: start it first"
                : "it has: " + String.join(", ", there.keySet()))
        .exception();
  }

  /** What the sentinel compares. */
  StackView view() {
    Map<String, Instant> created = new HashMap<>();
    volumes().values().forEach(each -> created.put(each.name(), created(each)));
    Map<String, String> images = new HashMap<>();
    Map<String, String> tags = new HashMap<>();
    for (Container container : containers()) {
      container
          .label(ComposeLabels.SERVICE)
          .ifPresent(service -> images.put(service, container.imageId()));
      engine
          .image(container.image())
          .map(Image::id)
          .ifPresent(id -> tags.put(container.image(), id));
    }
    return new StackView(created, images, tags);
  }

  static Instant created(Volume volume) {
    return volume.createdAt().orElse(Instant.EPOCH);
  }
}
