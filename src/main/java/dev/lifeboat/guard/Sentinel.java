package dev.lifeboat.guard;

import dev.lifeboat.docker.Engine;
import dev.lifeboat.docker.EngineEvent;
import dev.lifeboat.docker.EventStream;
import dev.lifeboat.guard.Sighting.Kind;
import dev.lifeboat.problem.Code;
import dev.lifeboat.problem.Problem;
import dev.lifeboat.problem.ProblemException;
import dev.lifeboat.progress.Interruption;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Watches a stack's engine, and tells at once what happened to volumes, databases and images. It
 * remembers what it saw, so that what happens while it doesn't run, or while the engine is away, is
 * told when it looks again. It also puts the anchor back when a leave is over.
 */
public final class Sentinel {
  private static final Duration LISTEN = Duration.ofMillis(500);
  private static final Duration SOON = Duration.ofMillis(100);
  private static final Duration BACKLOG = Duration.ofSeconds(2);
  private static final Duration RETRY = Duration.ofMillis(500);

  private final Supplier<Engine> connect;
  private final String project;
  private final Path state;
  private final InstantSource clock;
  private final Consumer<Sighting> told;
  private final GuardFolder folder;
  private final Watcher watcher;
  private final LeaveWatch leave;
  private boolean away;

  /** When it began to watch, by this host's clock. */
  private Optional<Instant> begun = Optional.empty();

  /** The last event's time, by the engine's clock. */
  private Optional<Instant> last = Optional.empty();

  /**
   * @param connect connects to the engine, again after each time that it went away
   * @param project the Compose project's name
   * @param state where the host keeps its state
   * @param told gets what was seen, in one thread, in order
   */
  public Sentinel(
      Supplier<Engine> connect,
      String project,
      Path state,
      InstantSource clock,
      Consumer<Sighting> told) {
    this.connect = connect;
    this.project = project;
    this.state = state;
    this.clock = clock;
    this.told = told;
    this.folder = new GuardFolder(state, project);
    this.leave = new LeaveWatch(folder, clock);
    this.watcher = new Watcher(project, folder.seen().orElse(StackView.NOTHING), clock, told);
  }

  /**
   * Watches until it is interrupted or the time is over. An engine that goes away is waited for;
   * one that isn't there at the beginning is an error.
   */
  public void run(Interruption interruption, Optional<Instant> until) {
    boolean begun = false;
    while (goesOn(interruption, until)) {
      try (Engine engine = connect.get()) {
        begun = true;
        watch(engine, interruption, until);
      } catch (ProblemException e) {
        if (!begun || code(e) == Code.INTERRUPTED) {
          throw e;
        }
        gone(e);
      }
      if (goesOn(interruption, until)) {
        rest();
      }
    }
  }

  private void watch(Engine engine, Interruption interruption, Optional<Instant> until) {
    Guard guard = new Guard(engine, project, state, clock);
    GuardedStack stack = new GuardedStack(engine, project);
    Lookout lookout = new EngineLookout(engine, stack, guard);
    boolean again = begun.isPresent();
    // Also where nothing has happened yet: what happens until it is back shall not be missed.
    Instant since = last.or(() -> begun).orElseGet(clock::instant);
    try (EventStream events = engine.events(since);
        Interruption.Registration _ = interruption.onRequest(events::close)) {
      begun = begun.or(() -> Optional.of(since));
      if (again) {
        backlog(events, lookout);
      }
      if (away) {
        away = false;
        tell(Kind.ENGINE_BACK, "the engine answers again", Optional.empty());
      }
      watcher.compare(lookout);
      remember();
      mend(lookout);
      tell(
          Kind.WATCHING,
          "watching %d volumes and %d services"
              .formatted(watcher.known().volumes().size(), watcher.known().images().size()),
          Optional.empty());
      while (events.isOpen() && goesOn(interruption, until)) {
        take(events.next(watcher.isExpecting() ? SOON : LISTEN), lookout);
        expect(lookout);
        if (leave.isOver()) {
          mend(lookout);
        }
      }
    }
    if (goesOn(interruption, until)) {
      throw Problem.of(Code.DOCKER_UNREACHABLE, "the engine ended the stream of events")
          .exception();
    }
  }

  /** What the engine still remembers is told with its own times, before the rest is compared. */
  private void backlog(EventStream events, Lookout lookout) {
    Instant end = clock.instant().plus(BACKLOG);
    Optional<EngineEvent> event = events.next(SOON);
    while (event.isPresent() && clock.instant().isBefore(end)) {
      take(event, lookout);
      event = events.next(SOON);
    }
    take(event, lookout);
  }

  private void take(Optional<EngineEvent> event, Lookout lookout) {
    if (event.isEmpty() || last.filter(it -> !event.get().at().isAfter(it)).isPresent()) {
      return;
    }
    StackView before = watcher.known();
    try {
      watcher.on(event.get(), lookout);
    } catch (ProblemException e) {
      // What the event is about may be gone, or half-way, by the time it is looked at.
      if (code(e) != Code.DOCKER_NOT_FOUND && code(e) != Code.DOCKER_CONFLICT) {
        throw e;
      }
    }
    last = Optional.of(event.get().at());
    if (!watcher.known().equals(before)) {
      remember();
    }
  }

  private void remember() {
    try {
      folder.seen(watcher.known());
    } catch (ProblemException e) {
      // A sentinel that can't write goes on watching; it tells less after its next start.
      if (code(e) != Code.STATE_UNUSABLE) {
        throw e;
      }
    }
  }

  private void expect(Lookout lookout) {
    try {
      watcher.expect(lookout);
    } catch (ProblemException e) {
      if (code(e) != Code.DOCKER_NOT_FOUND && code(e) != Code.DOCKER_CONFLICT) {
        throw e;
      }
    }
  }

  private void mend(Lookout lookout) {
    if (lookout.mendAnchor()) {
      tell(Kind.ANCHOR_BACK, "the anchor is back", Optional.empty());
    }
  }

  private void gone(ProblemException e) {
    if (!away) {
      away = true;
      tell(
          Kind.ENGINE_LOST,
          "the engine doesn't answer: " + e.problems().getFirst().message(),
          Optional.of("lifeboat doctor"));
    }
  }

  private void tell(Kind kind, String fact, Optional<String> command) {
    Instant now = clock.instant();
    told.accept(new Sighting(now, now, project, kind, project, fact, Optional.empty(), command));
  }

  private boolean goesOn(Interruption interruption, Optional<Instant> until) {
    return !interruption.requested()
        && until.filter(end -> !clock.instant().isBefore(end)).isEmpty();
  }

  private static Code code(ProblemException e) {
    return e.problems().getFirst().code();
  }

  private static void rest() {
    try {
      Thread.sleep(RETRY);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw Problem.of(Code.INTERRUPTED, "interrupted").causedBy(e);
    }
  }
}
