package dev.lifeboat.source.volume;

import dev.lifeboat.compose.Conductor;
import dev.lifeboat.compose.EngineContainers;
import dev.lifeboat.compose.Halt;
import dev.lifeboat.compose.HaltRequest;
import dev.lifeboat.compose.Probes;
import dev.lifeboat.docker.Engine;
import dev.lifeboat.io.HostLock;
import dev.lifeboat.problem.Code;
import dev.lifeboat.problem.Problem;
import dev.lifeboat.problem.ProblemException;
import dev.lifeboat.progress.Progress;
import dev.lifeboat.source.CapturedStreams;
import dev.lifeboat.source.LifeSign;
import dev.lifeboat.source.RestorePlan;
import dev.lifeboat.source.RestoreRequest;
import dev.lifeboat.source.RestoreResult;
import dev.lifeboat.source.RestoreTarget;
import dev.lifeboat.source.StreamName;
import dev.lifeboat.source.UndoPlan;
import dev.lifeboat.source.UndoResult;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The volumes of a stack, restored with their services stopped: what is there is kept in volumes
 * beside them, and comes back if what was restored isn't proven. For use by one thread at a time.
 */
public final class VolumeTarget implements RestoreTarget {
  private final Engine engine;
  private final VolumeSettings settings;
  private final VolumeJournals journals;
  private final Conductor conductor;
  private final InstantSource clock;
  private final VolumePoint.Hook hook;

  VolumeTarget(
      Engine engine,
      VolumeSettings settings,
      Path state,
      InstantSource clock,
      VolumePoint.Hook hook) {
    this.engine = engine;
    this.settings = settings;
    this.journals = new VolumeJournals(state);
    this.conductor = new Conductor(new EngineContainers(engine), state, clock);
    this.clock = clock;
    this.hook = hook;
  }

  /**
   * The volumes of an engine, which this closes.
   *
   * @param state where the host keeps its state
   */
  public static VolumeTarget open(
      Engine engine, VolumeSettings settings, Path state, InstantSource clock) {
    return new VolumeTarget(engine, settings, state, clock, _ -> {});
  }

  /** True if this host has restored volumes, and may have to settle that or can take it back. */
  public static boolean hasJournals(Path state) {
    return !new VolumeJournals(state).isEmpty();
  }

  /** True if there is something to settle, or to remove because its time is over. */
  public static boolean hasUnsettled(Path state, InstantSource clock) {
    return new VolumeJournals(state)
        .all().stream()
            .anyMatch(
                record ->
                    !record.state().isSettled()
                        || record
                            .keptUntil()
                            .filter(until -> until.isAfter(clock.instant()))
                            .isEmpty());
  }

  @Override
  public List<String> recover(Progress progress) {
    List<String> done = new ArrayList<>();
    List<Problem> problems = List.of();
    Optional<HostLock> lock = journals.lock();
    if (lock.isPresent()) {
      try (HostLock _ = lock.get()) {
        problems = new VolumeRecovery(engine, conductor, journals, clock).run(progress, done::add);
      }
    }
    // After the volumes: what was stopped for a restore waits until that is settled.
    done.addAll(conductor.settle(progress));
    if (!problems.isEmpty()) {
      done.forEach(progress::warn);
      throw new ProblemException(problems);
    }
    return List.copyOf(done);
  }

  @Override
  public List<Problem> halfRestored() {
    return journals.all().stream()
        .filter(record -> !record.state().isSettled())
        .filter(record -> record.stack().equals(settings.stack()))
        .map(
            record ->
                Problem.of(
                    Code.CAPTURE_INCOMPLETE,
                    record.purpose() + " is under way, or was cut off",
                    "lifeboat undo --dry-run settles it"))
        .toList();
  }

  @Override
  public Set<StreamName> check(CapturedStreams from, RestoreRequest request) {
    Set<StreamName> needed = new HashSet<>();
    for (ChosenVolume each : ChosenVolume.of(from, request.selection())) {
      needed.add(each.stored().stream());
    }
    return Set.copyOf(needed);
  }

  @Override
  public RestorePlan plan(CapturedStreams from, RestoreRequest request) {
    return new VolumePlanner(engine, settings, from, request).plan();
  }

  @Override
  public RestoreResult restore(RestorePlan plan, CapturedStreams from, Progress progress) {
    refuse(plan);
    try (HostLock _ = journals.lock().orElseThrow(VolumeTarget::busy)) {
      // What was true when a person read the plan may have changed.
      VolumePlanner planner = new VolumePlanner(engine, settings, from, plan.request());
      refuse(planner.plan());
      List<VolumePlanner.Planned> volumes = planner.volumes();
      VolumeRestoreRecord first =
          new VolumeRestoreRecord(
              newId(),
              settings.stack(),
              engine.address().toString(),
              from.backup(),
              VolumeRestoreState.KEEPING,
              clock.instant(),
              plan.request().keepOld(),
              Optional.empty(),
              Optional.empty(),
              volumes.stream().map(VolumePlanner.Planned::line).toList());
      return new VolumeRestoreRun(
              engine,
              conductor,
              journals,
              aftermath(plan.request().selection().as().isEmpty()),
              clock,
              hook,
              new VolumePhases(progress))
          .execute(plan, volumes, first, from);
    }
  }

  private static void refuse(RestorePlan plan) {
    if (!plan.refusals().isEmpty()) {
      throw new ProblemException(plan.refusals());
    }
  }

  /**
   * @param probing whether the stack itself was touched, so that its probes tell something
   */
  private Aftermath aftermath(boolean probing) {
    VolumeSettings asked =
        probing
            ? settings
            : new VolumeSettings(
                settings.stack(), settings.project(), settings.health(), List.of(), false);
    return new Aftermath(
        asked, new Probes(new EngineContainers(engine), settings.project(), clock));
  }

  @Override
  public Optional<UndoPlan> planUndo() {
    VolumeUndo undo = new VolumeUndo(journals, settings.stack(), clock);
    return undo.newest()
        .map(
            record ->
                undo.plan(
                    record,
                    VolumePlanner.services(new VolumeUsers(engine).of(names(record))),
                    engine));
  }

  private static List<String> names(VolumeRestoreRecord record) {
    return record.volumes().stream()
        .filter(each -> each.kept().isPresent())
        .map(RestoredVolume::volume)
        .toList();
  }

  @Override
  public UndoResult undo(UndoPlan plan, Progress progress) {
    try (HostLock _ = journals.lock().orElseThrow(VolumeTarget::busy)) {
      VolumeRestoreRecord found =
          new VolumeUndo(journals, settings.stack(), clock)
              .newest()
              .filter(record -> record.id().equals(plan.restore()))
              .orElseThrow(() -> nothing(plan));
      return undo(found.in(VolumeRestoreState.UNDO_KEEPING), new VolumePhases(progress));
    }
  }

  private UndoResult undo(VolumeRestoreRecord first, VolumePhases phases) {
    VolumeUndoRun run = new VolumeUndoRun(engine, journals, hook, phases);
    run.requireKept(first);
    journals.write(first);
    hook.reached(VolumePoint.UNDO_BEGUN);
    Halt halt = halt(first, run, phases);
    VolumeRestoreRecord writing;
    try {
      writing = run.keep(first);
    } catch (RuntimeException e) {
      boolean interrupted = Thread.interrupted();
      try {
        run.giveUp(first);
        halt.close();
      } catch (RuntimeException another) {
        halt.leave(); // The next command does both.
        e.addSuppressed(another);
      }
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
      throw e;
    }
    VolumeRestoreRecord undone;
    try {
      Runnable requireQuiet =
          () -> {
            halt.requireHalted();
            new VolumeUsers(engine).requireNone(writing.written(), writing.purpose());
          };
      requireQuiet.run();
      undone = run.complete(writing, requireQuiet);
    } catch (RuntimeException e) {
      // It is completed by the next command; until then nobody may write.
      halt.leave();
      throw e;
    }
    List<LifeSign> signs = aftermath(true).run(halt, phases);
    return new UndoResult(
        undone.id(), names(undone), VolumeUndoRun.aside(undone), phases.times(), signs);
  }

  private Halt halt(VolumeRestoreRecord first, VolumeUndoRun run, VolumePhases phases) {
    try {
      HaltRequest request =
          new HaltRequest(
              HaltRequest.Act.STOP,
              new VolumeUsers(engine).of(names(first)),
              "the undo of " + first.purpose(),
              Optional.of(journals.marker(first.id())));
      return phases.run("stop services", 0, _ -> conductor.halt(request, phases.progress()));
    } catch (RuntimeException e) {
      run.giveUp(first);
      conductor.settle(phases.progress());
      throw e;
    }
  }

  private static ProblemException busy() {
    return VolumeRestoreRun.busy();
  }

  private static ProblemException nothing(UndoPlan plan) {
    return Problem.of(
            Code.UNDO_NOTHING,
            "restore '%s' can't be taken back any more".formatted(plan.restore()),
            "look at what can: lifeboat undo --dry-run")
        .exception();
  }

  private static String newId() {
    byte[] bytes = new byte[3];
    new SecureRandom().nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }

  @Override
  public void close() {
    engine.close();
  }
}
