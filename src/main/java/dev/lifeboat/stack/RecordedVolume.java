package dev.lifeboat.stack;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A named volume of a stack.
 *
 * @param name what Compose calls it
 * @param engineName what the engine calls it, such as {@code shop_data}
 * @param driver such as {@code local}
 * @param options of the driver
 * @param labels all of them, sorted
 * @param createdAt when the engine says that it was made; in Docker 20.10 that is the last change
 *     in its root, so another moment needn't be another volume
 */
public record RecordedVolume(
    String name,
    String engineName,
    String driver,
    Map<String, String> options,
    Map<String, String> labels,
    Optional<Instant> createdAt) {
  public RecordedVolume {
    options = new TreeMap<>(options);
    labels = new TreeMap<>(labels);
  }
}
