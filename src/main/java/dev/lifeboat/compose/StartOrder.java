package dev.lifeboat.compose;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Puts containers in the order in which they start: first what others depend on. */
final class StartOrder {
  private final List<ServiceContainer> all;
  private final Set<ServiceContainer> ordered = new LinkedHashSet<>();
  private final Set<ServiceContainer> visited = new LinkedHashSet<>();

  private StartOrder(List<ServiceContainer> all) {
    this.all = all;
  }

  /** By dependency, else by name; where they depend on one another in a circle, by name too. */
  static List<ServiceContainer> of(List<ServiceContainer> containers) {
    List<ServiceContainer> sorted =
        containers.stream()
            .sorted(
                Comparator.comparing(ServiceContainer::service)
                    .thenComparing(ServiceContainer::name))
            .toList();
    StartOrder order = new StartOrder(sorted);
    sorted.forEach(order::visit);
    return new ArrayList<>(order.ordered);
  }

  private void visit(ServiceContainer container) {
    if (visited.add(container)) {
      for (ServiceContainer other : all) {
        if (container.dependsOn().containsKey(other.service())) {
          visit(other);
        }
      }
      ordered.add(container);
    }
  }
}
