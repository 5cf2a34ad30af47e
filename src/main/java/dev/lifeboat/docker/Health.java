package dev.lifeboat.docker;

import java.util.Locale;

/** What a container's own health check says. */
public enum Health {
  STARTING,
  HEALTHY,
  UNHEALTHY;

  /** In lower case, as the engine writes it. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
