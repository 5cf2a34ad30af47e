package dev.lifeboat.docker;

import java.util.Map;

/**
 * A volume to be made.
 *
 * @param driver {@code local} unless it was another one
 */
public record NewVolume(
    String name, String driver, Map<String, String> options, Map<String, String> labels) {
  public NewVolume {
    options = Map.copyOf(options);
    labels = Map.copyOf(labels);
  }

  /** On the engine's own disk, with those labels. */
  public static NewVolume local(String name, Map<String, String> labels) {
    return new NewVolume(name, "local", Map.of(), labels);
  }
}
