package dev.lifeboat.compose;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * A container of a service, as the engine sees it now.
 *
 * @param id the engine's id
 * @param name what people call it
 * @param service the service's name; the container's where it belongs to none
 * @param state what it does
 * @param health what its health check says, if it has one
 * @param exitCode what it ended with the last time
 * @param startedAt when it was started the last time; the epoch if it never was
 * @param dependsOn the services that start before it, each with what is waited for
 */
public record ServiceContainer(
    String id,
    String name,
    String service,
    State state,
    Optional<Health> health,
    int exitCode,
    Instant startedAt,
    Map<String, Condition> dependsOn) {
  /** What a container does. */
  public enum State {
    RUNNING,
    PAUSED,
    /** It ended, and its restart policy starts it again. */
    RESTARTING,
    /** It was created, has ended or was stopped, and stays so. */
    STOPPED
  }

  /** What a health check says. */
  public enum Health {
    STARTING,
    HEALTHY,
    UNHEALTHY
  }

  /** What a service waits for before it starts. */
  public enum Condition {
    STARTED,
    HEALTHY,
    /** It ran to its end, and well. */
    COMPLETED
  }

  public ServiceContainer {
    if (id.isBlank() || service.isBlank()) {
      throw new IllegalArgumentException("a container needs an id and a service");
    }
    dependsOn = Map.copyOf(dependsOn);
  }

  /** True if its processes may write, now or in a moment. */
  public boolean isActive() {
    return state == State.RUNNING || state == State.RESTARTING;
  }
}
