package dev.lifeboat;

import dev.lifeboat.cli.Services;
import dev.lifeboat.compose.Conductor;
import dev.lifeboat.compose.DatabaseService;
import dev.lifeboat.compose.EngineContainers;
import dev.lifeboat.compose.Probes;
import dev.lifeboat.docker.Engine;
import dev.lifeboat.problem.ProblemException;
import dev.lifeboat.progress.Progress;
import dev.lifeboat.recovery.Scene;
import dev.lifeboat.recovery.Writers;
import dev.lifeboat.restore.PreparedRestore;
import dev.lifeboat.restore.RestoreReport;
import dev.lifeboat.source.CapturedStreams;
import dev.lifeboat.source.LifeSign;
import dev.lifeboat.source.PhaseTime;
import dev.lifeboat.source.RestoreDestination;
import dev.lifeboat.source.RestorePlan;
import dev.lifeboat.source.RestoreRequest;
import dev.lifeboat.source.RestoreStep;
import dev.lifeboat.source.composefile.Belongings;
import dev.lifeboat.source.composefile.StackLook;
import dev.lifeboat.source.mongo.MongoTarget;
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
  private final Writers writers;
  private Optional<MongoTarget> target = Optional.empty();

  private StackRestore(Wiring wiring, Engines engines, Engine engine, Writers writers) {
    this.wiring = wiring;
    this.engines = engines;
    this.engine = engine;
    this.writers = writers;
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
      conductor.settle(progress).forEach(progress::warn);
      Writers writers = new Writers(engine, conductor, engines.project(), database.get(), progress);
      return Optional.of(new StackRestore(wiring, engines, engine, writers));
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
    warnings.addAll(otherImages(prepared.streams()));
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
            plan.refusals()),
        prepared.phases(),
        prepared.settled());
  }

  private List<String> otherImages(CapturedStreams streams) {
    return Belongings.record(streams)
        .flatMap(
            locked ->
                new StackLook(engine, engines.project())
                    .record(engines.database(), List.of())
                    .map(now -> locked.lock().differences(now.lock())))
        .orElse(List.of())
        .stream()
        .map(
            words ->
                words
                    + ": data of that time may not fit the program of now (lifeboat images drift)")
        .toList();
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
    List<LifeSign> services = writers.start(limit);
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
        report.warnings(),
        signs);
  }

  /** Lets go on what was stopped, whatever happened. */
  @Override
  public void close() {
    try {
      writers.close();
    } finally {
      engine.close();
    }
  }
}
