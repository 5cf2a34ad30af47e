package dev.lifeboat.stack;

import java.util.List;
import java.util.Optional;

/**
 * A Compose project as an engine has it: what exists, whether it runs or not.
 *
 * @param project its name
 * @param services by name
 * @param volumes by name; those that services only mount, and Compose didn't make, are among them
 * @param source which files it was made from, as far as its containers tell
 */
public record Stack(
    String project,
    List<StackService> services,
    List<StackVolume> volumes,
    Optional<ComposeSource> source) {
  public Stack {
    services = List.copyOf(services);
    volumes = List.copyOf(volumes);
  }

  /** Whether nothing of it exists. */
  public boolean isEmpty() {
    return services.isEmpty() && volumes.isEmpty();
  }

  public Optional<StackService> service(String name) {
    return services.stream().filter(each -> each.name().equals(name)).findFirst();
  }

  /** By the name that Compose files have for it, else by the engine's full name. */
  public Optional<StackVolume> volume(String name) {
    return volumes.stream()
        .filter(each -> each.name().equals(name))
        .findFirst()
        .or(() -> volumes.stream().filter(each -> each.fullName().equals(name)).findFirst());
  }

  /** The services that have a volume mounted, by its full name. */
  public List<StackService> usersOf(String fullName) {
    return services.stream().filter(each -> !each.mountsOf(fullName).isEmpty()).toList();
  }

  /** The services that may write to a volume, by its full name. */
  public List<StackService> writersOf(String fullName) {
    return services.stream()
        .filter(each -> each.mountsOf(fullName).stream().anyMatch(StackMount::writable))
        .toList();
  }
}
