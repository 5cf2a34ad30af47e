package dev.lifeboat.source.volume;

import java.util.List;
import java.util.Optional;

/**
 * What the configuration says of a volume.
 *
 * @param consistency empty if it says nothing
 * @param before a command to run in a container that uses it, before it is read; empty for none
 * @param after one for after that, which is also run if reading failed
 * @param exclude true if it is backed up only when it is named
 */
public record VolumeWish(
    Optional<VolumeConsistency> consistency,
    List<String> before,
    List<String> after,
    boolean exclude) {
  /** Nothing is said. */
  public static final VolumeWish NONE =
      new VolumeWish(Optional.empty(), List.of(), List.of(), false);

  public VolumeWish {
    before = List.copyOf(before);
    after = List.copyOf(after);
  }
}
