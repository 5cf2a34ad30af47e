package dev.lifeboat.docker;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A volume as the engine has it.
 *
 * @param name its full name, such as {@code shop_mongo-data}
 * @param createdAt in seconds; in Docker 20.10 it is the last change in the volume's root
 */
public record Volume(
    String name,
    String driver,
    Map<String, String> options,
    Map<String, String> labels,
    Optional<Instant> createdAt) {
  private static final Pattern NAMELESS = Pattern.compile("[0-9a-f]{64}");

  public Volume {
    options = Map.copyOf(options);
    labels = Map.copyOf(labels);
  }

  /** True for what engines call a volume that nobody gave a name. */
  public static boolean isNameless(String name) {
    return NAMELESS.matcher(name).matches();
  }

  public Optional<String> label(String key) {
    return Optional.ofNullable(labels.get(key));
  }
}
