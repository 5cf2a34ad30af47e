package dev.lifeboat.guard;

import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/**
 * Something that the sentinel saw.
 *
 * @param at when it happened, as the engine says; when it was seen, if nobody was told at the time
 * @param seen when the sentinel knew
 * @param stack whose it is
 * @param subject what it happened to: a volume, a container, an image, the engine
 * @param fact what happened, in words
 * @param actor who or what did it, as far as that can be known
 * @param command what to do, as it is typed; empty if there is nothing to do
 */
public record Sighting(
    Instant at,
    Instant seen,
    String stack,
    Kind kind,
    String subject,
    String fact,
    Optional<String> actor,
    Optional<String> command) {
  /** What kind of thing it is. The names are a contract. */
  public enum Kind {
    VOLUME_DESTROYED(true),
    VOLUME_REPLACED(true),
    DATABASE_EMPTY(true),
    OUT_OF_MEMORY(true),
    IMAGE_CHANGED(true),
    ANCHOR_GONE(true),
    ANCHOR_BACK(false),
    ENGINE_LOST(true),
    ENGINE_BACK(false),
    WATCHING(false);

    private final boolean alarm;

    Kind(boolean alarm) {
      this.alarm = alarm;
    }

    /** Whether somebody has to do something. */
    public boolean isAlarm() {
      return alarm;
    }

    /** In lower case with hyphens. */
    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }
}
