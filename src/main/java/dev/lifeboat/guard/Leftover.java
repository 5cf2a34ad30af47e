package dev.lifeboat.guard;

import java.util.Locale;
import java.util.OptionalLong;

/**
 * A thing of an engine that a clean-up looked at.
 *
 * @param id the engine's
 * @param name what people call it; of an image without a name the first digits of its id
 * @param bytes what it takes, as far as it is known; layers that others share count too
 * @param why it goes or stays
 */
public record Leftover(Kind kind, String id, String name, OptionalLong bytes, String why) {
  /** What it is. */
  public enum Kind {
    CONTAINER,
    IMAGE,
    NETWORK;

    /** In lower case. */
    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  Leftover because(String reason) {
    return new Leftover(kind, id, name, bytes, reason);
  }
}
