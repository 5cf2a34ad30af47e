package dev.lifeboat.docker;

import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * How much room an engine's things take, in bytes.
 *
 * @param volumes of each volume, by its full name; those are missing whose driver doesn't say, and
 *     all if that took too long
 */
public record Usage(Map<String, Long> volumes) {
  public Usage {
    volumes = Map.copyOf(volumes);
  }

  /** How much a volume takes, if that is known. */
  public OptionalLong volume(String name) {
    return Optional.ofNullable(volumes.get(name))
        .map(OptionalLong::of)
        .orElseGet(OptionalLong::empty);
  }
}
