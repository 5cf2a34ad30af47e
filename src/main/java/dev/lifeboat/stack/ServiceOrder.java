package dev.lifeboat.stack;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;

/** The order in which services start: first what others depend on. Pure. */
public final class ServiceOrder<T> {
  private final Map<String, List<T>> byName = new TreeMap<>();
  private final Function<T, Collection<String>> dependsOn;
  private final List<T> ordered = new ArrayList<>();
  private final Set<String> visited = new HashSet<>();

  private ServiceOrder(
      List<T> things, Function<T, String> service, Function<T, Collection<String>> dependsOn) {
    this.dependsOn = dependsOn;
    things.forEach(
        each -> byName.computeIfAbsent(service.apply(each), _ -> new ArrayList<>()).add(each));
  }

  /**
   * What belongs to services, by dependency, else by the service's name; where they depend on one
   * another in a circle, by name too. What belongs to one service stays in its order.
   *
   * @param service whose each is
   * @param dependsOn the services that each depends on
   */
  public static <T> List<T> ofStart(
      List<T> things, Function<T, String> service, Function<T, Collection<String>> dependsOn) {
    ServiceOrder<T> order = new ServiceOrder<>(things, service, dependsOn);
    List.copyOf(order.byName.keySet()).forEach(order::visit);
    return List.copyOf(order.ordered);
  }

  /** By dependency, else by name; where they depend on one another in a circle, by name too. */
  public static List<StackService> ofStart(List<StackService> services) {
    return ofStart(services, StackService::name, each -> each.dependsOn().keySet());
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
    List<T> things = byName.getOrDefault(name, List.of());
    if (!things.isEmpty() && visited.add(name)) {
      things.stream().flatMap(each -> dependsOn.apply(each).stream()).sorted().forEach(this::visit);
      ordered.addAll(things);
    }
  }
}
