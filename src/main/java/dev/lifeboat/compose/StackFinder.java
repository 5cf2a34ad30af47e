package dev.lifeboat.compose;

import dev.lifeboat.docker.Container;
import dev.lifeboat.docker.Engine;
import dev.lifeboat.docker.Mount;
import dev.lifeboat.docker.Volume;
import dev.lifeboat.stack.ComposeSource;
import dev.lifeboat.stack.Stack;
import dev.lifeboat.stack.StackContainer;
import dev.lifeboat.stack.StackMount;
import dev.lifeboat.stack.StackService;
import dev.lifeboat.stack.StackVolume;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/** Finds stacks by the labels of Compose. No Compose command is needed. */
public final class StackFinder {
  private static final Comparator<Container> BY_NUMBER =
      Comparator.<Container>comparingInt(StackFinder::number).thenComparing(Container::name);

  private StackFinder() {}

  /** A project; empty in all its parts if the engine has nothing of it. */
  public static Stack find(Engine engine, String project) {
    return of(engine, project, engine.containers(Map.of(ComposeLabels.PROJECT, project)));
  }

  /** The same, of containers that were listed already. */
  public static Stack of(Engine engine, String project, List<Container> containers) {
    return stack(
        project,
        containers,
        engine.volumes(Map.of(ComposeLabels.PROJECT, project)),
        engine.volumes(Map.of()));
  }

  /** All projects of which the engine has something, by name. */
  public static List<Stack> all(Engine engine) {
    Map<String, List<Container>> containers = new HashMap<>();
    Map<String, List<Volume>> volumes = new HashMap<>();
    Map<String, String> any = Map.of(ComposeLabels.PROJECT, "");
    for (Container each : engine.containers(any)) {
      containers.computeIfAbsent(project(each.labels()), _ -> new ArrayList<>()).add(each);
    }
    List<Volume> everything = engine.volumes(Map.of());
    for (Volume each : everything) {
      if (each.labels().containsKey(ComposeLabels.PROJECT)) {
        volumes.computeIfAbsent(project(each.labels()), _ -> new ArrayList<>()).add(each);
      }
    }
    TreeSet<String> names = new TreeSet<>(containers.keySet());
    names.addAll(volumes.keySet());
    return names.stream()
        .map(
            name ->
                stack(
                    name,
                    containers.getOrDefault(name, List.of()),
                    volumes.getOrDefault(name, List.of()),
                    everything))
        .toList();
  }

  private static String project(Map<String, String> labels) {
    return labels.getOrDefault(ComposeLabels.PROJECT, "");
  }

  private static Stack stack(
      String project, List<Container> found, List<Volume> owned, List<Volume> everything) {
    List<Container> containers =
        found.stream()
            .filter(each -> each.label(ComposeLabels.SERVICE).isPresent())
            .filter(each -> !ComposeLabels.isOneOff(each.labels()))
            .sorted(BY_NUMBER)
            .toList();
    Map<String, List<Container>> byService = new TreeMap<>();
    containers.forEach(
        each ->
            byService
                .computeIfAbsent(
                    each.label(ComposeLabels.SERVICE).orElseThrow(), _ -> new ArrayList<>())
                .add(each));
    return new Stack(
        project,
        byService.entrySet().stream().map(each -> service(each.getKey(), each.getValue())).toList(),
        volumes(containers, owned, everything),
        SourceChoice.OF_THIS_HOST.of(
            containers.stream().flatMap(each -> made(each).stream()).toList()));
  }

  private static StackService service(String name, List<Container> containers) {
    return new StackService(
        name,
        containers.stream().map(StackFinder::container).toList(),
        ComposeLabels.dependsOn(containers.getLast().labels()));
  }

  private static StackContainer container(Container from) {
    Map<String, String> addresses = new TreeMap<>();
    from.networks()
        .forEach(each -> each.address().ifPresent(text -> addresses.put(each.network(), text)));
    return new StackContainer(
        from.id(),
        from.name(),
        from.image(),
        from.imageId(),
        from.state().toString(),
        from.health().map(Object::toString),
        from.exitCode(),
        from.mounts().stream().map(StackFinder::mount).toList(),
        addresses);
  }

  private static StackMount mount(Mount from) {
    return new StackMount(
        from.type().toString(), from.source(), from.destination(), !from.readOnly());
  }

  private static List<StackVolume> volumes(
      List<Container> containers, List<Volume> owned, List<Volume> everything) {
    Map<String, StackVolume> byFullName = new TreeMap<>();
    owned.forEach(each -> byFullName.put(each.name(), volume(each, false)));
    containers.stream()
        .map(Container::mounts)
        .flatMap(Collection::stream)
        .flatMap(each -> each.volume().stream())
        .filter(name -> !byFullName.containsKey(name))
        .forEach(name -> byFullName.put(name, foreign(name, everything)));
    return byFullName.values().stream().sorted(Comparator.comparing(StackVolume::name)).toList();
  }

  private static StackVolume foreign(String name, List<Volume> everything) {
    return everything.stream()
        .filter(each -> each.name().equals(name))
        .findFirst()
        .map(each -> volume(each, true))
        .orElseGet(
            () ->
                new StackVolume(name, name, "", Map.of(), Map.of(), Optional.empty(), false, true));
  }

  private static StackVolume volume(Volume from, boolean external) {
    return new StackVolume(
        external ? from.name() : from.label(ComposeLabels.VOLUME).orElse(from.name()),
        from.name(),
        from.driver(),
        from.options(),
        from.labels(),
        from.createdAt(),
        true,
        external);
  }

  private static Optional<SourceChoice.Made> made(Container container) {
    return source(container)
        .map(
            source ->
                new SourceChoice.Made(
                    container.label(ComposeLabels.SERVICE).orElseThrow(),
                    container.createdAt().orElse(Instant.EPOCH),
                    source));
  }

  private static Optional<ComposeSource> source(Container container) {
    return container
        .label(ComposeLabels.FOLDER)
        .map(
            folder ->
                new ComposeSource(
                    folder,
                    // Version 1 writes them as they were given, relative to the folder.
                    ComposeLabels.list(container.labels(), ComposeLabels.FILES).stream()
                        .filter(file -> !file.contains("/" + ComposeLabels.PASSING))
                        .map(file -> Path.of(folder).resolve(file).normalize().toString())
                        .toList(),
                    ComposeLabels.list(container.labels(), ComposeLabels.ENV_FILES),
                    container.label(ComposeLabels.VERSION).orElse("")));
  }

  private static int number(Container container) {
    try {
      return Integer.parseInt(container.label(ComposeLabels.NUMBER).orElse("1"));
    } catch (NumberFormatException e) {
      return Integer.MAX_VALUE;
    }
  }
}
