package dev.lifeboat.docker;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * Something that happened in an engine.
 *
 * @param type such as {@code container}, {@code volume}, {@code image}
 * @param action such as {@code start}, {@code die}, {@code destroy}; of an exec and a health check
 *     with more after a colon
 * @param actor the id or name of what it happened to
 * @param attributes what the engine tells of it: labels of a container are among them
 */
public record EngineEvent(
    String type, String action, String actor, Map<String, String> attributes, Instant at) {
  public EngineEvent {
    attributes = Map.copyOf(attributes);
  }

  /** The name of the container, or what else the engine gives as a name. */
  public Optional<String> name() {
    return attribute("name");
  }

  public Optional<String> attribute(String key) {
    return Optional.ofNullable(attributes.get(key));
  }
}
