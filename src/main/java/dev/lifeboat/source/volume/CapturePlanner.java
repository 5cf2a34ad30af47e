package dev.lifeboat.source.volume;

import dev.lifeboat.compose.ComposeLabels;
import dev.lifeboat.docker.Container;
import dev.lifeboat.docker.Engine;
import dev.lifeboat.docker.Mount;
import dev.lifeboat.docker.Volume;
import dev.lifeboat.problem.Code;
import dev.lifeboat.problem.Problem;
import dev.lifeboat.problem.ProblemException;
import dev.lifeboat.source.NearNames;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Finds the volumes of a stack, and decides how each is read. */
final class CapturePlanner {
  private final Engine engine;
  private final String project;
  private final Map<String, VolumeWish> wishes;

  /**
   * @param project the stack's name in Compose
   * @param wishes what the configuration says, by the names of volumes
   */
  CapturePlanner(Engine engine, String project, Map<String, VolumeWish> wishes) {
    this.engine = engine;
    this.project = project;
    this.wishes = Map.copyOf(wishes);
  }

  /**
   * The plan.
   *
   * @param names which volumes, by their names in the Compose file or their full ones, several with
   *     commas between them too; none means all that the configuration doesn't exclude
   * @throws ProblemException with {@code VOLUME_NOT_FOUND}, or {@code VOLUME_IN_USE} for each that
   *     may not be read as it is asked
   */
  List<PlannedVolume> plan(List<String> names) {
    Map<String, Volume> all = volumes();
    List<PlannedVolume> planned = new ArrayList<>();
    List<Problem> problems = new ArrayList<>();
    for (Map.Entry<String, Volume> each : chosen(all, names).entrySet()) {
      try {
        planned.add(plan(each.getKey(), each.getValue()));
      } catch (ProblemException e) {
        problems.addAll(e.problems());
      }
    }
    if (!problems.isEmpty()) {
      throw new ProblemException(problems);
    }
    return planned;
  }

  /** The volumes without a name that containers of the stack write to: each run makes new ones. */
  List<String> nameless() {
    List<String> found = new ArrayList<>();
    for (Container container : engine.containers(Map.of(ComposeLabels.PROJECT, project))) {
      for (Mount mount : container.mounts()) {
        mount
            .volume()
            .filter(Volume::isNameless)
            .ifPresent(_ -> found.add(container.name() + ":" + mount.destination()));
      }
    }
    return found;
  }

  /** By the name that people use: those with the stack's label, and those that its services use. */
  private Map<String, Volume> volumes() {
    Map<String, Volume> found = new TreeMap<>();
    engine
        .volumes(Map.of(ComposeLabels.PROJECT, project))
        .forEach(
            volume -> found.put(volume.label(ComposeLabels.VOLUME).orElse(volume.name()), volume));
    Set<String> names = new LinkedHashSet<>();
    found.values().forEach(volume -> names.add(volume.name()));
    for (Container container : engine.containers(Map.of(ComposeLabels.PROJECT, project))) {
      for (Mount mount : container.mounts()) {
        mount
            .volume()
            .filter(name -> !Volume.isNameless(name) && names.add(name))
            .flatMap(engine::volume)
            .ifPresent(volume -> found.put(volume.name(), volume));
      }
    }
    return found;
  }

  private Map<String, Volume> chosen(Map<String, Volume> all, List<String> names) {
    if (all.isEmpty()) {
      throw Problem.of(
              Code.VOLUME_NOT_FOUND,
              "the stack '%s' has no volumes on this engine".formatted(project),
              "see which stacks there are: docker compose ls --all",
              "if Compose calls it something else, say so with 'docker.project' in lifeboat.yaml")
          .exception();
    }
    if (names.isEmpty()) {
      Map<String, Volume> kept = new TreeMap<>(all);
      kept.entrySet().removeIf(each -> wish(each.getKey(), each.getValue()).exclude());
      return kept;
    }
    Map<String, Volume> chosen = new TreeMap<>();
    for (String list : names) {
      for (String name : list.split(",", -1)) {
        if (!name.isBlank()) {
          Map.Entry<String, Volume> found = find(all, name.strip());
          chosen.put(found.getKey(), found.getValue());
        }
      }
    }
    return chosen;
  }

  private Map.Entry<String, Volume> find(Map<String, Volume> all, String name) {
    return all.entrySet().stream()
        .filter(each -> each.getKey().equals(name))
        .findFirst()
        .or(
            () ->
                all.entrySet().stream()
                    .filter(each -> each.getValue().name().equals(name))
                    .findFirst())
        .orElseThrow(() -> unknown(all, name));
  }

  private ProblemException unknown(Map<String, Volume> all, String name) {
    return NearNames.problem(
            Code.VOLUME_NOT_FOUND,
            "the stack '%s' has no volume '%s'".formatted(project, name),
            name,
            all.keySet())
        .exception();
  }

  private VolumeWish wish(String name, Volume volume) {
    return Optional.ofNullable(wishes.get(name))
        .or(() -> Optional.ofNullable(wishes.get(volume.name())))
        .orElse(VolumeWish.NONE);
  }

  private PlannedVolume plan(String name, Volume volume) {
    VolumeWish wish = wish(name, volume);
    List<Container> users =
        new VolumeUsers(engine)
            .of(volume.name()).stream().sorted(Comparator.comparing(Container::name)).toList();
    Optional<VolumeConsistency> said =
        wish.consistency().or(() -> labelled(name, volume.labels(), users));
    PlannedVolume planned =
        new PlannedVolume(name, volume, users, VolumeConsistency.LIVE, said.isPresent(), wish);
    VolumeConsistency consistency = said.orElseGet(() -> usual(planned));
    require(planned, consistency);
    return new PlannedVolume(name, volume, users, consistency, said.isPresent(), wish);
  }

  private static Optional<VolumeConsistency> labelled(
      String name, Map<String, String> labels, List<Container> users) {
    List<String> words = new ArrayList<>();
    Optional.ofNullable(labels.get(VolumeConsistency.LABEL)).ifPresent(words::add);
    users.forEach(user -> user.label(VolumeConsistency.LABEL).ifPresent(words::add));
    return words.stream()
        .findFirst()
        .map(
            word ->
                VolumeConsistency.of(word)
                    .orElseThrow(
                        () ->
                            Problem.of(
                                    Code.CONFIG_INVALID,
                                    "the label '%s' of volume '%s' says '%s'"
                                        .formatted(VolumeConsistency.LABEL, name, word),
                                    "use one of: " + VolumeConsistency.words())
                                .exception()));
  }

  /** What is right where nobody said anything; nothing is stopped then. */
  private static VolumeConsistency usual(PlannedVolume planned) {
    if (planned.database(DatabaseProgram.MONGODB).isPresent()) {
      return VolumeConsistency.FSYNC_LOCK;
    }
    return planned.database(DatabaseProgram.REDIS).isPresent()
        ? VolumeConsistency.SAVE
        : VolumeConsistency.LIVE;
  }

  /** A copy of a running database's files, made at several moments, often can't be opened. */
  private static void require(PlannedVolume planned, VolumeConsistency consistency) {
    boolean live = consistency == VolumeConsistency.LIVE && !planned.said();
    Optional<Container> database =
        planned.writers().stream().filter(each -> DatabaseProgram.in(each).isPresent()).findFirst();
    if (live && database.isPresent()) {
      throw Problem.of(
              Code.VOLUME_IN_USE,
              "volume '%s' holds the files of a running %s ('%s'), which can't just be copied"
                  .formatted(
                      planned.name(),
                      DatabaseProgram.in(database.get()).orElseThrow(),
                      database.get().name()),
              "have it stopped meanwhile: set 'volumes.%s.consistency: stop' in lifeboat.yaml"
                  .formatted(planned.name()),
              "or leave it out: 'volumes.%s.exclude: true'".formatted(planned.name()),
              "or read it all the same: 'volumes.%s.consistency: live'".formatted(planned.name()))
          .exception();
    }
    if (consistency == VolumeConsistency.FSYNC_LOCK
        && planned.database(DatabaseProgram.MONGODB).isEmpty()
        && !planned.writers().isEmpty()) {
      throw Problem.of(
              Code.VOLUME_IN_USE,
              "volume '%s' is used by '%s', which is no MongoDB: nothing can be locked there"
                  .formatted(planned.name(), planned.writers().getFirst().name()),
              "set 'volumes.%s.consistency' to stop, pause or live".formatted(planned.name()))
          .exception();
    }
  }
}
