package dev.lifeboat.compose;

import dev.lifeboat.compose.ServiceContainer.Condition;
import dev.lifeboat.compose.ServiceContainer.Health;
import dev.lifeboat.compose.ServiceContainer.State;
import dev.lifeboat.docker.Container;
import dev.lifeboat.docker.ContainerState;
import dev.lifeboat.docker.Engine;
import dev.lifeboat.problem.Code;
import dev.lifeboat.problem.Problem;
import dev.lifeboat.problem.ProblemException;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The containers of a real engine. */
public final class EngineContainers implements ServiceContainers {
  private static final Duration GRACE = Duration.ofSeconds(10);
  private static final Duration PAUSE = Duration.ofMillis(200);
  private static final int ATTEMPTS = 50;

  private final Engine engine;

  public EngineContainers(Engine engine) {
    this.engine = engine;
  }

  @Override
  public String engine() {
    return engine.address().toString();
  }

  @Override
  public List<ServiceContainer> of(String project) {
    return engine.containers(Map.of(ComposeLabels.PROJECT, project)).stream()
        .map(EngineContainers::view)
        .toList();
  }

  @Override
  public Optional<ServiceContainer> find(String id) {
    return engine.container(id).map(EngineContainers::view);
  }

  @Override
  public void stop(String id) {
    Duration grace = engine.container(id).flatMap(Container::stopTimeout).orElse(GRACE);
    engine.stop(id, grace);
    // Of a restart loop a stop can come between two attempts: then the next one still begins.
    for (int i = 0; i < ATTEMPTS && find(id).filter(ServiceContainer::isActive).isPresent(); i++) {
      pause();
      engine.stop(id, grace);
    }
  }

  private static void pause() {
    try {
      Thread.sleep(PAUSE);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw Problem.of(Code.INTERRUPTED, "interrupted while a service was stopped").causedBy(e);
    }
  }

  @Override
  public void pause(String id) {
    engine.pause(id);
  }

  @Override
  public void unpause(String id) {
    engine.unpause(id);
  }

  @Override
  public void start(String id) {
    try {
      engine.start(id);
    } catch (ProblemException e) {
      // Between two attempts of a restart loop it can't be started, and needn't be.
      boolean conflict = e.problems().getFirst().code() == Code.DOCKER_CONFLICT;
      if (!conflict || find(id).filter(ServiceContainer::isActive).isEmpty()) {
        throw e;
      }
    }
  }

  @Override
  public int run(String id, List<String> command, Duration limit) {
    return engine.exec(id, command, new byte[0], limit).exitCode();
  }

  /** A container as a service's. */
  public static ServiceContainer view(Container container) {
    return new ServiceContainer(
        container.id(),
        container.name(),
        container.label(ComposeLabels.SERVICE).orElse(container.name()),
        state(container.state()),
        container.health().map(health -> Health.valueOf(health.name())),
        container.exitCode(),
        container.startedAt().orElse(Instant.EPOCH),
        needs(container));
  }

  private static State state(ContainerState state) {
    return switch (state) {
      case RUNNING -> State.RUNNING;
      case PAUSED -> State.PAUSED;
      case RESTARTING -> State.RESTARTING;
      case CREATED, REMOVING, EXITED, DEAD -> State.STOPPED;
    };
  }

  private static Map<String, Condition> needs(Container container) {
    Map<String, Condition> needs = new LinkedHashMap<>();
    ComposeLabels.dependsOn(container.labels())
        .forEach((service, condition) -> needs.put(service, condition(condition)));
    return needs;
  }

  private static Condition condition(String word) {
    return switch (word) {
      case "service_healthy" -> Condition.HEALTHY;
      case "service_completed_successfully" -> Condition.COMPLETED;
      default -> Condition.STARTED;
    };
  }
}
