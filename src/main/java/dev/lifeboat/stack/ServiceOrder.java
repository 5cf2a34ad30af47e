package dev.lifeboat.stack;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The order in which services start: first what others depend on. Pure. */
public final class ServiceOrder {
  private final Map<String, StackService> byName = new LinkedHashMap<>();
  private final Set<StackService> ordered = new LinkedHashSet<>();
  private final Set<String> visited = new LinkedHashSet<>();

  private ServiceOrder(List<StackService> services) {
    services.stream()
        .sorted(Comparator.comparing(StackService::name))
        .forEach(each -> byName.put(each.name(), each));
  }

  /** By dependency, else by name; where they depend on one another in a circle, by name too. */
  public static List<StackService> ofStart(List<StackService> services) {
    ServiceOrder order = new ServiceOrder(services);
    order.byName.keySet().forEach(order::visit);
    return List.copyOf(order.ordered);
  }

  /** The reverse: first what nobody depends on. */
  public static List<StackService> ofStop(List<StackService> services) {
    return ofStart(services).reversed();
  }

  /** The services that can't do without those, directly or not, and those themselves. */
  public static List<StackService> dependents(Stack stack, List<String> services) {
    Set<String> found = new LinkedHashSet<>(services);
    boolean grows = true;
    while (grows) {
      grows = false;
      for (StackService each : stack.services()) {
        grows |=
            each.dependsOn().keySet().stream().anyMatch(found::contains) && found.add(each.name());
      }
    }
    return ofStart(
        new ArrayList<>(
            stack.services().stream().filter(each -> found.contains(each.name())).toList()));
  }

  private void visit(String name) {
    StackService service = byName.get(name);
    if (service != null && visited.add(name)) {
      service.dependsOn().keySet().stream().sorted().forEach(this::visit);
      ordered.add(service);
    }
  }
}
