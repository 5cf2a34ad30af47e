package dev.lifeboat.config;

import java.util.List;
import java.util.Optional;

/**
 * How a volume is backed up.
 *
 * @param reading what keeps writers away; empty for what is usual
 * @param before the words of a command that runs before, in a container that has the volume
 * @param after the words of one that runs after
 * @param exclude whether it is backed up only when it is named
 */
public record VolumeSettings(
    Optional<VolumeReading> reading, List<String> before, List<String> after, boolean exclude) {
  public VolumeSettings {
    before = List.copyOf(before);
    after = List.copyOf(after);
  }
}
