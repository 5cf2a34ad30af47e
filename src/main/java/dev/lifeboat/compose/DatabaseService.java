package dev.lifeboat.compose;

import dev.lifeboat.docker.Container;
import dev.lifeboat.docker.Engine;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The service that is a stack's MongoDB.
 *
 * @param service its name
 */
public record DatabaseService(String service) {
  private static final Set<String> THIS_HOST = Set.of("localhost", "127.0.0.1", "[::1]", "::1");
  private static final int STANDARD = 27017;

  /**
   * What is known of it.
   *
   * @param service its name, if the configuration says it or a backup recorded it
   * @param hosts the hosts of the connection string, each with or without a port
   */
  public record Wanted(Optional<String> service, List<String> hosts) {
    public Wanted {
      hosts = List.copyOf(hosts);
    }

    /** The same, by a name that was recorded if none is configured. */
    public Wanted orNamed(Optional<String> recorded) {
      return new Wanted(service.or(() -> recorded), hosts);
    }
  }

  /** By its name, else by the address that the connection string has; empty if none fits. */
  public static Optional<DatabaseService> find(Engine engine, String project, Wanted wanted) {
    return among(engine.containers(Map.of(ComposeLabels.PROJECT, project)), wanted);
  }

  /** The same, among a project's containers that were listed already. */
  public static Optional<DatabaseService> among(List<Container> containers, Wanted wanted) {
    return containers.stream()
        .filter(each -> each.label(ComposeLabels.SERVICE).isPresent())
        .filter(each -> !ComposeLabels.isOneOff(each.labels()))
        .filter(
            each ->
                wanted.service().isPresent()
                    ? wanted.service().equals(each.label(ComposeLabels.SERVICE))
                    : wanted.hosts().stream().anyMatch(host -> answersAt(each, host)))
        .findFirst()
        .map(each -> new DatabaseService(each.label(ComposeLabels.SERVICE).orElseThrow()));
  }

  private static boolean answersAt(Container container, String host) {
    int colon = host.matches(".*:\\d+") ? host.lastIndexOf(':') : host.length();
    String name = host.substring(0, colon);
    int port = colon < host.length() ? Integer.parseInt(host.substring(colon + 1)) : STANDARD;
    if (THIS_HOST.contains(name)) {
      return container.ports().stream().anyMatch(each -> each.outside() == port)
          || (container.networkMode().equals("host")
              && container.image().replaceFirst("^.*/", "").startsWith("mongo"));
    }
    return container.name().equals(name)
        || container.networks().stream()
            .anyMatch(
                each ->
                    each.address().filter(name::equals).isPresent()
                        || each.aliases().contains(name));
  }
}
