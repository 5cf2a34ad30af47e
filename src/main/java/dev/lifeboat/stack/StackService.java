package dev.lifeboat.stack;

import java.util.List;
import java.util.Map;

/**
 * A service of a stack.
 *
 * @param containers its containers, by number; none of those of {@code compose run}
 * @param dependsOn the services that start before it, each with what it waits for: {@code
 *     service_started}, {@code service_healthy} or {@code service_completed_successfully}
 */
public record StackService(
    String name, List<StackContainer> containers, Map<String, String> dependsOn) {
  public StackService {
    containers = List.copyOf(containers);
    dependsOn = Map.copyOf(dependsOn);
  }

  /** Where its containers have a volume, by its full name. */
  public List<StackMount> mountsOf(String fullName) {
    return containers.stream()
        .flatMap(each -> each.mounts().stream())
        .filter(each -> each.volume().filter(fullName::equals).isPresent())
        .distinct()
        .toList();
  }
}
