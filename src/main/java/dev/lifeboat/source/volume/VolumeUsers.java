package dev.lifeboat.source.volume;

import dev.lifeboat.compose.EngineContainers;
import dev.lifeboat.compose.ServiceContainer;
import dev.lifeboat.docker.Container;
import dev.lifeboat.docker.Engine;
import dev.lifeboat.docker.Owner;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The containers that have a volume mounted, without our own. */
record VolumeUsers(Engine engine) {
  static final String PROJECT = "com.docker.compose.project";

  List<Container> of(String volume) {
    return engine.containersWith(volume).stream()
        .filter(each -> !each.labels().containsKey(Owner.LABEL))
        .toList();
  }

  /** Those of several volumes, each once. */
  List<ServiceContainer> of(List<String> volumes) {
    Map<String, ServiceContainer> users = new LinkedHashMap<>();
    for (String volume : volumes) {
      of(volume).forEach(each -> users.put(each.id(), EngineContainers.view(each)));
    }
    return List.copyOf(users.values());
  }

  /** The project that such a container belongs to, if it isn't the given one. */
  static Optional<String> foreignProject(Map<String, String> labels, String project) {
    return Optional.ofNullable(labels.get(PROJECT)).filter(other -> !other.equals(project));
  }
}
