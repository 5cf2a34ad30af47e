package dev.lifeboat;

import dev.lifeboat.cli.Services;
import dev.lifeboat.compose.ComposeCommand;
import dev.lifeboat.compose.Conductor;
import dev.lifeboat.compose.DatabaseService;
import dev.lifeboat.compose.EngineContainers;
import dev.lifeboat.compose.Probes;
import dev.lifeboat.docker.Engine;
import dev.lifeboat.problem.ProblemException;
import dev.lifeboat.progress.Progress;
import dev.lifeboat.recovery.Revival;
import dev.lifeboat.recovery.Scene;
import dev.lifeboat.recovery.Unfinished;
import dev.lifeboat.recovery.Writers;
import dev.lifeboat.restore.PreparedRestore;
import dev.lifeboat.restore.RestoreReport;
import dev.lifeboat.source.CapturedStreams;
import dev.lifeboat.source.LifeSign;
import dev.lifeboat.source.PhaseTime;
import dev.lifeboat.source.RestoreDestination;
import dev.lifeboat.source.RestorePlan;
import dev.lifeboat.source.RestoreRequest;
import dev.lifeboat.source.RestoreSelection;
import dev.lifeboat.source.RestoreStep;
import dev.lifeboat.source.composefile.Belongings;
import dev.lifeboat.source.composefile.StackLook;
import dev.lifeboat.source.mongo.MongoTarget;
import dev.lifeboat.stack.StackRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The stack around a database that is restored: what writes makes way right before the swap, and
 * comes back after it. For use by one thread at a time.
 */
final class StackRestore implements AutoCloseable {
  private final Wiring wiring;
  private final Engines engines;
  private final Engine engine;
  private final Conductor conductor;
  private final Writers writers;
  private final Progress progress;
  private Optional<MongoTarget> target = Optional.empty();

  private StackRestore(
      Wiring wiring,
      Engines engines,
      Engine engine,
      Conductor conductor,
      Writers writers,
      Progress progress) {
    this.wiring = wiring;
    this.engines = engines;
    this.engine = engine;
    this.conductor = conductor;
    this.writers = writers;
    this.progress = progress;
  }

  /** Finds the stack whose service the configured MongoDB is; empty where there is none. */
  static Optional<StackRestore> find(
      Wiring wiring, Map<String, String> environment, Progress progress) {
    Engines engines = new Engines(wiring.config(), environment);
    Engine engine;
    try {
      engine = engines.connect();
    } catch (ProblemException | IllegalArgumentException e) {
      return Optional.empty(); // A database needs no Docker.
    }
    try {
      Optional<DatabaseService> database =
          DatabaseService.find(engine, engines.project(), engines.database());
      if (database.isEmpty()) {
        engine.close();
        return Optional.empty();
      }
      Conductor conductor =
          new Conductor(new EngineContainers(engine), wiring.config().state(), wiring.clock());
      Writers writers =
          new Writers(
              engine,
              conductor,
              engines.project(),
              database.get(),
              Recovering.swap(wiring),
              progress);
      return Optional.of(new StackRestore(wiring, engines, engine, conductor, writers, progress));
    } catch (RuntimeException e) {
      engine.close();
      throw e;
    }
  }

  /** The database, whose swap has the stack make way. */
  MongoTarget open(RestoreDestination destination) {
    MongoTarget opened =
        MongoTarget.open(
            wiring.mongo(),
            wiring.config().stack().value(),
            wiring.clock(),
            () -> {
              if (destination.isBeside()) {
                stop();
              }
            });
    target = Optional.of(opened);
    return opened;
  }

  private Set<String> addresses() {
    return target.map(MongoTarget::clientAddresses).orElse(Set.of());
  }

  private void stop() {
    writers.stop(this::addresses);
  }

  /** The plan with what is done to the stack. */
  PreparedRestore with(PreparedRestore prepared) {
    RestorePlan plan = prepared.plan();
    List<RestoreStep> steps = new ArrayList<>(plan.steps());
    List<String> names = writers.find(addresses());
    if (makesWay(plan.request()) && !names.isEmpty()) {
      String services = String.join(", ", names);
      steps.add(
          new RestoreStep(
              plan.request().destination().isBeside()
                  ? "stop %s right before the swap, and start them after it".formatted(services)
                  : "stop %s meanwhile".formatted(services),
              true));
      steps.add(new RestoreStep("wait until these services are well", false));
    }
    List<String> warnings = new ArrayList<>(plan.warnings());
    otherImages(prepared.streams())
        .forEach(
            words ->
                warnings.add(
                    words
                        + ": data of that time may not fit the program of now (lifeboat images"
                        + " drift)"));
    return new PreparedRestore(
        prepared.manifest(),
        prepared.streams(),
        new RestorePlan(
            plan.backup(),
            plan.target(),
            plan.request(),
            plan.items(),
            steps,
            plan.moment(),
            plan.newestWrite(),
            plan.roomNeeded(),
            plan.roomFree(),
            plan.writers(),
            warnings,
            plan.refusals(),
            plan.forward()),
        prepared.phases(),
        prepared.settled());
  }

  /** How the images that run differ from those of a backup, in words. */
  List<String> otherImages(CapturedStreams streams) {
    return Belongings.record(streams)
        .flatMap(
            locked ->
                new StackLook(engine, engines.project())
                    .record(engines.database(), List.of())
                    .map(now -> locked.lock().differences(now.lock())))
        .orElse(List.of());
  }

  private static boolean makesWay(RestoreRequest request) {
    return !(request.destination() instanceof RestoreDestination.MissingOnly);
  }

  /** Leads a restore, with the stack out of its way where it has to be. */
  RestoreReport lead(PreparedRestore prepared, Services.OpenRestore restore) {
    RestoreRequest request = prepared.plan().request();
    if (makesWay(request) && !request.destination().isBeside()) {
      stop();
    }
    RestoreReport report = restore.execute();
    Instant start = wiring.clock().instant();
    List<LifeSign> signs = new ArrayList<>(report.signs());
    List<PhaseTime> phases = new ArrayList<>(report.phases());
    Duration took = report.took();
    Duration limit = wiring.config().health().timeout();
    List<String> warnings = new ArrayList<>(report.warnings());
    List<LifeSign> services = new ArrayList<>(writers.start(limit));
    if (isWhole(request)) {
      services.addAll(rest(prepared.streams(), limit, warnings));
    }
    if (!services.isEmpty()) {
      signs.addAll(services);
      signs.addAll(
          Scene.asked(
              new Probes(new EngineContainers(engine), engines.project(), wiring.clock())
                  .run(VolumeRestores.probes(wiring.config()), limit)));
      Duration health = Duration.between(start, wiring.clock().instant());
      phases.add(new PhaseTime("start services", health));
      took = took.plus(health);
    }
    return new RestoreReport(
        report.id(),
        report.manifest(),
        report.target(),
        report.proof(),
        phases,
        took,
        report.keptUntil(),
        warnings,
        signs);
  }

  private static boolean isWhole(RestoreRequest request) {
    return request.selection().equals(RestoreSelection.ALL) && makesWay(request);
  }

  /** Where the database had been made anew, the rest of the stack may start only now. */
  private List<LifeSign> rest(CapturedStreams streams, Duration limit, List<String> warnings) {
    try (Unfinished unfinished = Recovering.unfinished(wiring)) {
      if (!unfinished.isThere()) {
        return List.of();
      }
      unfinished.end();
    }
    conductor.settle(progress).forEach(progress::warn);
    try {
      Optional<Revival> revival =
          Belongings.record(streams)
              .flatMap(StackRecord::project)
              .map(
                  project ->
                      new Revival(
                          engine,
                          conductor,
                          project,
                          () ->
                              ComposeCommand.require(
                                  Engines.variables(engine, engines.environment()))));
      revival.ifPresent(Revival::startAll);
      return revival.map(each -> each.await(limit)).orElse(List.of());
    } catch (ProblemException e) {
      warnings.add("the rest of the stack could not be started: " + e.getMessage());
      return List.of();
    }
  }

  /**
   * Lets go on what was stopped, unless the database may be half swapped: then the next command
   * settles that first.
   */
  @Override
  public void close() {
    try {
      if (writers.areStopped() && isHalfSwapped()) {
        writers.leave();
        progress.warn(
            "the services that were stopped stay stopped: the database may be half restored; the"
                + " next command of Lifeboat settles it, and then starts them");
      }
      writers.close();
    } finally {
      engine.close();
    }
  }

  /** Whom nobody can ask is taken for half swapped. */
  private boolean isHalfSwapped() {
    try {
      return target.filter(MongoTarget::isHalfSwapped).isPresent();
    } catch (ProblemException e) {
      return true;
    }
  }
}
