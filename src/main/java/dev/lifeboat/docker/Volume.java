package dev.lifeboat.docker;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * A volume as the engine has it.
 *
 * @param name its full name, such as {@code shop_mongo-data}
 * @param createdAt in seconds; a volume that was made anew has another
 */
public record Volume(
    String name,
    String driver,
    Map<String, String> options,
    Map<String, String> labels,
    Optional<Instant> createdAt) {
  public Volume {
    options = Map.copyOf(options);
    labels = Map.copyOf(labels);
  }

  public Optional<String> label(String key) {
    return Optional.ofNullable(labels.get(key));
  }
}
