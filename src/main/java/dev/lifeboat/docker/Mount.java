package dev.lifeboat.docker;

import java.util.Locale;
import java.util.Optional;

/**
 * What a container sees at a path.
 *
 * @param source the full name of a volume, or a path on the engine's host; empty for one in memory
 * @param destination the path in the container
 */
public record Mount(Type type, String source, String destination, boolean readOnly) {
  /** What is mounted. */
  public enum Type {
    VOLUME,
    BIND,
    TMPFS;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  public static Mount volume(String name, String destination) {
    return new Mount(Type.VOLUME, name, destination, false);
  }

  public static Mount readOnlyVolume(String name, String destination) {
    return new Mount(Type.VOLUME, name, destination, true);
  }

  /** The full name of the volume, if it is one. */
  public Optional<String> volume() {
    return type == Type.VOLUME ? Optional.of(source) : Optional.empty();
  }
}
