package dev.lifeboat.source.volume;

import dev.lifeboat.compose.ComposeLabels;
import dev.lifeboat.compose.EngineContainers;
import dev.lifeboat.compose.ServiceContainer;
import dev.lifeboat.docker.Container;
import dev.lifeboat.docker.Engine;
import dev.lifeboat.docker.Owner;
import dev.lifeboat.problem.Code;
import dev.lifeboat.problem.Problem;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The containers that have a volume mounted, without our own: an anchor never writes. */
record VolumeUsers(Engine engine) {
  List<Container> of(String volume) {
    return engine.containersWith(volume).stream()
        .filter(each -> !Owner.isOurs(each.labels()))
        .toList();
  }

  /** Those of several volumes, each once. */
  List<ServiceContainer> of(List<String> volumes) {
    return services(volumes.stream().map(this::of).toList());
  }

  static List<ServiceContainer> services(Collection<List<Container>> containers) {
    Map<String, ServiceContainer> services = new LinkedHashMap<>();
    for (List<Container> some : containers) {
      some.forEach(each -> services.put(each.id(), EngineContainers.view(each)));
    }
    return List.copyOf(services.values());
  }

  /**
   * Makes sure that no container that has one of these volumes can write.
   *
   * @param purpose what for, to follow "for"
   * @throws dev.lifeboat.problem.ProblemException with {@code SERVICE_STARTED}
   */
  void requireNone(List<String> volumes, String purpose) {
    for (ServiceContainer user : of(volumes)) {
      if (user.isActive()) {
        throw Problem.of(
                Code.SERVICE_STARTED,
                "the container '%s' of service '%s' runs, and has a volume that nobody may use during %s"
                    .formatted(user.name(), user.service(), purpose),
                "find out who started it: another person, a script, or the engine after a restart;"
                    + " then run the command again")
            .exception();
      }
    }
  }

  /** The project that such a container belongs to, if it isn't the given one. */
  static Optional<String> foreignProject(Map<String, String> labels, String project) {
    return Optional.ofNullable(labels.get(ComposeLabels.PROJECT))
        .filter(other -> !other.equals(project));
  }
}
