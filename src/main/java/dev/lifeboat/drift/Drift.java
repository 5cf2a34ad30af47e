package dev.lifeboat.drift;

import java.util.Optional;

/**
 * One thing that isn't as it was declared or locked. Never holds a value of a variable.
 *
 * @param kind what is different
 * @param where the service, file or volume
 * @param message what is different, in words
 * @param locked what a backup recorded, shortened for people
 * @param declared what the Compose files say now
 * @param running what there is
 */
public record Drift(
    Kind kind,
    String where,
    String message,
    Optional<String> locked,
    Optional<String> declared,
    Optional<String> running) {
  /** What can be different. */
  public enum Kind {
    /** A service that was declared or locked has no container. */
    MISSING,
    /** A container of a service that nobody declared. */
    ORPHAN,
    /** A container runs another image. */
    IMAGE,
    /** Variables have other values, are gone or came. */
    ENVIRONMENT,
    /** The container sees other files. */
    MOUNTS,
    /** A file of the stack was changed since it was recorded, or is gone. */
    FILE,
    /** A volume is another one than the recorded one, or is gone. */
    VOLUME
  }
}
