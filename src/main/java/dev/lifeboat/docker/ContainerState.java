package dev.lifeboat.docker;

import java.util.Locale;

/** In which state a container is. */
public enum ContainerState {
  CREATED,
  RUNNING,
  PAUSED,
  RESTARTING,
  REMOVING,
  EXITED,
  DEAD;

  static ContainerState of(String status) {
    try {
      return valueOf(status.toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException e) {
      // "stopping" and what later engines may add: there, and not to be relied upon.
      return DEAD;
    }
  }

  /** Whether its processes exist. */
  public boolean isUp() {
    return this == RUNNING || this == PAUSED || this == RESTARTING;
  }

  /** In lower case, as the engine writes it. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
