package dev.lifeboat.compose;

import dev.lifeboat.compose.HaltRecord.Halted;
import dev.lifeboat.compose.ServiceContainer.Condition;
import dev.lifeboat.compose.ServiceContainer.State;
import dev.lifeboat.compose.ServiceHealth.Verdict;
import dev.lifeboat.problem.Problem;
import dev.lifeboat.problem.ProblemException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Lets halted services go on: what they depend on first. */
final class Revival {
  private final ServiceContainers engine;
  private final Waiting waiting;

  Revival(ServiceContainers engine, Waiting waiting) {
    this.engine = engine;
    this.waiting = waiting;
  }

  /** Starts them, waits where one waits for another, then for all of them. */
  List<ServiceHealth> run(HaltJournal.Entry entry, Duration limit) {
    HealthWatch watch = new HealthWatch(engine, waiting, limit);
    List<ServiceContainer> started = start(entry, Optional.of(watch));
    List<ServiceHealth> healths = new ArrayList<>(watch.await(started));
    for (Halted each : lost(entry.record(), started)) {
      healths.add(
          new ServiceHealth(
              each.service(), each.name(), Verdict.FAILED, "was removed", Duration.ZERO));
    }
    return List.copyOf(healths);
  }

  /** Those that there is nothing left of to start. */
  static List<Halted> lost(HaltRecord record, List<ServiceContainer> started) {
    return record.halted().stream()
        .filter(
            each ->
                started.stream()
                    .noneMatch(it -> it.id().equals(each.id()) || it.name().equals(each.name())))
        .toList();
  }

  /** Starts them, and waits for nothing. */
  List<ServiceContainer> start(HaltJournal.Entry entry) {
    return start(entry, Optional.empty());
  }

  private List<ServiceContainer> start(HaltJournal.Entry entry, Optional<HealthWatch> watch) {
    HaltRecord record = entry.record();
    List<ServiceContainer> started = new ArrayList<>();
    List<Problem> failures = new ArrayList<>();
    // Whoever wishes this process to stop doesn't wish the services to stay down.
    boolean interrupted = Thread.interrupted();
    for (Halted each : record.halted()) {
      if (watch.isPresent() && !interrupted) {
        interrupted = !isAwaited(watch.get(), each, started);
      }
      try {
        revive(record, each).ifPresent(started::add);
      } catch (ProblemException e) {
        failures.addAll(e.problems());
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    if (!failures.isEmpty()) {
      throw new ProblemException(failures);
    }
    // Only now: a crash before this line has the next start look at all of them again.
    if (record.until().filter(Files::exists).isEmpty()) {
      entry.remove();
    }
    return started;
  }

  /**
   * Waits for what the next one needs to be healthy. One that never gets well holds the others up
   * until the deadline, and no longer.
   *
   * @return false after a wish to stop, which the thread then no longer has
   */
  private static boolean isAwaited(HealthWatch watch, Halted next, List<ServiceContainer> started) {
    List<ServiceContainer> needed =
        started.stream()
            .filter(each -> next.dependsOn().get(each.service()) == Condition.HEALTHY)
            .filter(each -> each.health().isPresent())
            .toList();
    try {
      return needed.isEmpty() || !watch.await(needed).isEmpty();
    } catch (ProblemException e) {
      boolean stop = Thread.interrupted();
      if (!stop) {
        throw e;
      }
      return false;
    }
  }

  private Optional<ServiceContainer> revive(HaltRecord record, Halted each) {
    // One that was made anew meanwhile has the name, and another id.
    Optional<ServiceContainer> before = engine.find(each.id()).or(() -> engine.find(each.name()));
    if (before.isEmpty()) {
      return before;
    }
    String id = before.get().id();
    switch (record.act()) {
      case STOP -> engine.start(id);
      case PAUSE -> {
        if (before.get().state() == State.PAUSED) {
          engine.unpause(id);
        } else if (before.get().state() == State.STOPPED) {
          // An engine that was restarted meanwhile has paused containers no more.
          engine.start(id);
        }
      }
    }
    return engine.find(id);
  }
}
