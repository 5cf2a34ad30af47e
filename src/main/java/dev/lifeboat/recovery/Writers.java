package dev.lifeboat.recovery;

import dev.lifeboat.compose.Conductor;
import dev.lifeboat.compose.DatabaseService;
import dev.lifeboat.compose.EngineContainers;
import dev.lifeboat.compose.Halt;
import dev.lifeboat.compose.HaltRequest;
import dev.lifeboat.compose.ServiceContainer;
import dev.lifeboat.compose.ServiceHealth;
import dev.lifeboat.docker.Attachment;
import dev.lifeboat.docker.Engine;
import dev.lifeboat.progress.Progress;
import dev.lifeboat.source.LifeSign;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * The services of a stack that write to its database: those that are connected to it, and those
 * that say that they depend on it. They make way for a swap, and come back. For use by one thread
 * at a time.
 */
public final class Writers implements AutoCloseable {
  private final Engine engine;
  private final Conductor conductor;
  private final String project;
  private final DatabaseService database;
  private final HalfSwap swap;
  private final Progress progress;
  private Optional<Halt> halt = Optional.empty();

  public Writers(
      Engine engine,
      Conductor conductor,
      String project,
      DatabaseService database,
      HalfSwap swap,
      Progress progress) {
    this.engine = engine;
    this.conductor = conductor;
    this.project = project;
    this.database = database;
    this.swap = swap;
    this.progress = progress;
  }

  /**
   * Which services would make way now.
   *
   * @param connected from which addresses the database sees applications
   */
  public List<String> find(Set<String> connected) {
    return containers(connected).stream().map(ServiceContainer::service).distinct().toList();
  }

  /**
   * Stops them, written down first; those that are stopped already stay so. After a crash nobody
   * starts them before the database is known to be whole.
   */
  public void stop(Supplier<Set<String>> connected) {
    if (halt.isPresent()) {
      return;
    }
    List<ServiceContainer> found = containers(connected.get());
    swap.begin();
    try {
      halt =
          Optional.of(
              conductor.halt(
                  new HaltRequest(
                      HaltRequest.Act.STOP,
                      found,
                      "a restore of the database '%s'".formatted(database.service()),
                      Optional.of(swap.file())),
                  progress));
    } catch (RuntimeException e) {
      swap.end();
      // Services that were stopped before the one that failed may go on now.
      conductor.settle(progress).forEach(progress::warn);
      throw e;
    }
  }

  /** True if they were stopped, and not started again. */
  public boolean areStopped() {
    return halt.isPresent();
  }

  /** Leaves them stopped: the next command settles the database first, and then starts them. */
  public void leave() {
    halt.ifPresent(Halt::leave);
    halt = Optional.empty();
  }

  /** Starts again what was stopped, in order, and waits until it is well. */
  public List<LifeSign> start(Duration health) {
    if (halt.isEmpty()) {
      return List.of();
    }
    swap.end();
    List<LifeSign> signs = new ArrayList<>();
    for (ServiceHealth each : halt.get().resume(health)) {
      signs.add(
          new LifeSign(
              LifeSign.Kind.SERVICE, each.service(), each.isGood(), each.words(), each.took()));
    }
    halt = Optional.empty();
    return signs;
  }

  private List<ServiceContainer> containers(Set<String> connected) {
    return new EngineContainers(engine)
        .of(project).stream()
            .filter(ServiceContainer::isActive)
            .filter(each -> !each.service().equals(database.service()))
            .filter(
                each ->
                    each.dependsOn().containsKey(database.service())
                        || isConnected(each, connected))
            .toList();
  }

  private boolean isConnected(ServiceContainer container, Set<String> connected) {
    return engine.container(container.id()).stream()
        .flatMap(each -> each.networks().stream())
        .map(Attachment::address)
        .flatMap(Optional::stream)
        .anyMatch(connected::contains);
  }

  /** Lets them go on if {@link #start} didn't, and nobody left them. The database is whole. */
  @Override
  public void close() {
    if (halt.isPresent()) {
      swap.end();
      halt.get().close();
      halt = Optional.empty();
    }
    swap.close();
  }
}
