package dev.lifeboat.drift;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the Compose files say of a service now, as Compose renders them.
 *
 * @param service the service's name
 * @param image what it asks for
 * @param imageId the image that the engine has under that name; empty if it has none
 * @param environment the SHA-256 of each declared variable's value, by its name
 * @param destinations the paths in the container where something is mounted
 */
public record Declared(
    String service,
    String image,
    Optional<String> imageId,
    Map<String, String> environment,
    List<String> destinations) {
  public Declared {
    environment = Map.copyOf(environment);
    destinations = List.copyOf(destinations);
  }
}
