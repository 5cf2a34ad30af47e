package dev.lifeboat.compose;

import dev.lifeboat.compose.HaltRecord.Halted;
import dev.lifeboat.compose.HaltRequest.Act;
import dev.lifeboat.compose.ServiceContainer.State;
import dev.lifeboat.io.FileException;
import dev.lifeboat.problem.Code;
import dev.lifeboat.problem.Problem;
import dev.lifeboat.problem.ProblemException;
import dev.lifeboat.progress.Progress;
import dev.lifeboat.stack.ServiceOrder;
import dev.lifeboat.units.Moments;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Has services make way, and lets them go on. What is stopped is written down before, in the host's
 * state folder: a process that is killed in between leaves a record, and {@link #settle}, which is
 * called at the start of whatever uses the engine, does what it could not.
 */
public final class Conductor {
  private final ServiceContainers engine;
  private final HaltJournal journal;
  private final Waiting waiting;
  private final Optional<HaltRecord> outer;

  /**
   * @param state where the host keeps its state
   */
  public Conductor(ServiceContainers engine, Path state, InstantSource clock) {
    this(engine, state, Waiting.by(clock));
  }

  Conductor(ServiceContainers engine, Path state, Waiting waiting) {
    this(engine, new HaltJournal(state), waiting, Optional.empty());
  }

  private Conductor(
      ServiceContainers engine, HaltJournal journal, Waiting waiting, Optional<HaltRecord> outer) {
    this.engine = engine;
    this.journal = journal;
    this.waiting = waiting;
    this.outer = outer;
  }

  /**
   * One for work that is part of what a halt is for, and ends before it: it may ask for containers
   * that the halt has stopped, and leaves those as they are.
   */
  public Conductor within(Halt halt) {
    return new Conductor(engine, journal, waiting, Optional.of(halt.record()));
  }

  /** True if services of this host may have to be started again; needs no engine. */
  public static boolean hasRecords(Path state) {
    return !new HaltJournal(state).all().isEmpty();
  }

  /**
   * The ids of the containers that are halted, or that a killed process left so: somebody starts
   * them again. Needs no engine.
   *
   * @throws ProblemException {@code STATE_UNUSABLE} if nobody can tell
   */
  public static Set<String> halted(Path state) {
    return new HaltJournal(state)
        .all().stream()
            .flatMap(record -> record.halted().stream())
            .map(Halted::id)
            .collect(Collectors.toSet());
  }

  /**
   * Stops or pauses containers that run, those first that others don't depend on. Containers that
   * don't run stay as they are, and are not started later.
   *
   * @throws ProblemException {@code BUSY} if another process has one of them halted; {@code
   *     STATE_UNUSABLE} if it can't be written down; and what the engine says: then those that were
   *     halted go on
   */
  public Halt halt(HaltRequest request, Progress progress) {
    List<Halted> halted = new ArrayList<>();
    for (ServiceContainer container : inOrder(request.containers())) {
      if (container.isActive()) {
        halted.add(Halted.of(container));
      }
    }
    HaltRecord record =
        new HaltRecord(
            engine.engine(),
            request.act(),
            request.purpose(),
            waiting.now(),
            request.until(),
            halted);
    Halt halt = new Halt(engine, journal.begin(newId(), record), revival(), progress);
    try {
      requireNoOther(request, record);
      for (Halted each : halted.reversed()) {
        requireUninterrupted();
        make(engine, request.act(), each.id());
      }
      return halt;
    } catch (RuntimeException e) {
      halt.close();
      throw e;
    }
  }

  private static List<ServiceContainer> inOrder(List<ServiceContainer> containers) {
    return ServiceOrder.ofStart(
        containers.stream().sorted(Comparator.comparing(ServiceContainer::name)).toList(),
        ServiceContainer::service,
        each -> each.dependsOn().keySet());
  }

  /**
   * Lets services go on that a killed process had halted. Those that wait for something else, and
   * those of processes that still work, stay halted.
   *
   * @return what was done, in words; empty if there was nothing to do
   */
  public List<String> settle(Progress progress) {
    List<String> done = new ArrayList<>();
    journal.eachAbandoned(
        entry -> {
          try {
            HaltRecord record = entry.record();
            if (isOfThisEngine(record) && record.until().filter(Files::exists).isEmpty()) {
              settle(entry, done, progress);
            }
          } catch (ProblemException | FileException e) {
            progress.warn(
                "a service that had been stopped for %s could not be started again: %s"
                    .formatted(entry.record().purpose(), e.getMessage()));
          }
        },
        failure ->
            progress.warn(
                "services that had been stopped may stay so: %s".formatted(failure.getMessage())));
    return done;
  }

  /** An engine can have several addresses; the ids of containers are its own. */
  private boolean isOfThisEngine(HaltRecord record) {
    return record.engine().equals(engine.engine())
        || record.halted().stream().anyMatch(each -> engine.find(each.id()).isPresent());
  }

  private void settle(HaltJournal.Entry entry, List<String> done, Progress progress) {
    Set<String> running = new HashSet<>();
    for (Halted each : entry.record().halted()) {
      engine
          .find(each.id())
          .or(() -> engine.find(each.name()))
          .filter(ServiceContainer::isActive)
          .ifPresent(container -> running.add(container.id()));
    }
    List<ServiceContainer> all = revival().start(entry);
    for (Halted each : Revival.lost(entry.record(), all)) {
      progress.warn(
          "'%s' can't be started again after %s: its container was removed; make it with 'docker compose up'"
              .formatted(each.service(), entry.record().purpose()));
    }
    for (ServiceContainer started : all) {
      if (!running.contains(started.id())) {
        done.add(
            "started '%s' again, which had been %s for %s"
                .formatted(
                    started.service(),
                    entry.record().act() == Act.STOP ? "stopped" : "paused",
                    entry.record().purpose()));
      }
    }
  }

  /** Waits until each of these containers, which others started, is well, or the time is over. */
  public List<ServiceHealth> await(List<ServiceContainer> containers, Duration limit) {
    return new HealthWatch(engine, waiting, limit).await(containers);
  }

  static void make(ServiceContainers engine, Act act, String id) {
    switch (act) {
      case STOP -> engine.stop(id);
      case PAUSE -> {
        // Between two attempts of a restart loop there is nothing to pause.
        if (engine.find(id).filter(it -> it.state() == State.RESTARTING).isPresent()) {
          engine.stop(id);
        } else {
          engine.pause(id);
        }
      }
    }
  }

  /** Two records of one container: the first to resume would start what the other needs halted. */
  private void requireNoOther(HaltRequest request, HaltRecord own) {
    // Also of those that don't run: it may be the other record that starts them again.
    Set<String> ids =
        request.containers().stream().map(ServiceContainer::id).collect(Collectors.toSet());
    for (HaltRecord other : journal.all()) {
      // What waits for the same file is settled with it: both go on then, and not one before.
      boolean together = own.until().isPresent() && own.until().equals(other.until());
      if (!other.equals(own) && !outer.equals(Optional.of(other)) && !together) {
        for (Halted each : other.halted()) {
          if (ids.contains(each.id())) {
            throw Problem.of(
                    Code.BUSY,
                    "the service '%s' is needed for %s as well"
                        .formatted(each.service(), other.purpose()),
                    "wait until that is done: lifeboat watch")
                .exception();
          }
        }
      }
    }
  }

  private static void requireUninterrupted() {
    if (Thread.currentThread().isInterrupted()) {
      throw Problem.of(Code.INTERRUPTED, "interrupted while services were stopped").exception();
    }
  }

  private Revival revival() {
    return new Revival(engine, waiting);
  }

  private String newId() {
    byte[] bytes = new byte[4];
    new SecureRandom().nextBytes(bytes);
    return Moments.compact(waiting.now()) + "-" + HexFormat.of().formatHex(bytes);
  }
}
