package dev.lifeboat.stack;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * A volume of a stack.
 *
 * @param name as the Compose files name it; the full name for one that Compose didn't make
 * @param fullName as the engine names it
 * @param exists whether the engine has it; without it a service can't start
 * @param external whether the project doesn't own it, so that Compose never removes it
 */
public record StackVolume(
    String name,
    String fullName,
    String driver,
    Map<String, String> options,
    Map<String, String> labels,
    Optional<Instant> createdAt,
    boolean exists,
    boolean external) {
  public StackVolume {
    options = Map.copyOf(options);
    labels = Map.copyOf(labels);
  }
}
