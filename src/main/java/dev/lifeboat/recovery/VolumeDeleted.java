package dev.lifeboat.recovery;

import dev.lifeboat.compose.ComposeLabels;
import dev.lifeboat.compose.Conductor;
import dev.lifeboat.compose.EngineContainers;
import dev.lifeboat.compose.Halt;
import dev.lifeboat.compose.HaltRequest;
import dev.lifeboat.compose.ServiceContainer;
import dev.lifeboat.docker.Container;
import dev.lifeboat.docker.Engine;
import dev.lifeboat.guard.MongoContainer;
import dev.lifeboat.problem.Problem;
import dev.lifeboat.problem.ProblemException;
import dev.lifeboat.restore.RestoreReport;
import dev.lifeboat.source.LifeSign;
import dev.lifeboat.source.RestoreStep;
import dev.lifeboat.stack.RecordedVolume;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Volumes of the stack are gone, such as after {@code docker compose down -v}, or were made anew
 * and empty: they are made as they were, the database is started alone and restored, then the rest
 * of the stack is started.
 */
public final class VolumeDeleted {
  /** What this kind of accident is called. */
  public static final String KIND = "volume-deleted";

  private final Scene scene;
  private final Engine engine;
  private final Revival revival;
  private final Conductor conductor;

  public VolumeDeleted(Scene scene) {
    this.scene = scene;
    this.engine = scene.engine();
    this.conductor = scene.conductor();
    this.revival = scene.revival();
  }

  /** How a recorded volume is found now. */
  private record Found(RecordedVolume volume, boolean replaced) {
    String words() {
      return replaced
          ? "volume '%s' has a database that began after the backup: it was deleted and made anew"
              .formatted(volume.engineName())
          : "volume '%s' is gone".formatted(volume.engineName());
    }
  }

  /**
   * Looks at what there is; changes nothing. All that is needed of the backup has been verified.
   */
  public RecoveryPlan plan() {
    return plan(Set.of());
  }

  /**
   * The same, where files that are gone are put back before it is done.
   *
   * @param comingBack their paths
   */
  RecoveryPlan plan(Set<String> comingBack) {
    List<Found> found = found();
    List<String> findings = new ArrayList<>(words(found));
    if (scene.unfinished().isThere()) {
      findings.add("a recovery of the database was cut off before its data was back");
    }
    List<RestoreStep> steps = new ArrayList<>();
    List<String> others = scene.otherImages();
    List<String> warnings = new ArrayList<>(others);
    List<Problem> refusals = new ArrayList<>();
    if (!findings.isEmpty()) {
      refusals.addAll(readiness().bringing(comingBack).problems(isDatabaseLost(found)));
      if (refusals.isEmpty()) {
        // Nobody stops a service to hear then that a volume's backup is damaged.
        scene.volumes().require(restorable(found));
      }
      steps.addAll(new MissingImages(scene, Set.of()).steps());
      Set<String> halted =
          writers().stream().map(ServiceContainer::service).collect(Collectors.toSet());
      if (!halted.isEmpty()) {
        steps.add(step("stop " + String.join(", ", new TreeSet<>(halted)), false));
      }
      for (Found each : found) {
        describe(each, steps, warnings);
      }
      if (isDatabaseLost(found)) {
        String service = scene.databaseService().orElseThrow();
        steps.add(step("start '%s' alone, and wait until it answers".formatted(service), false));
        steps.add(
            step(
                "restore backup %s into it, and compare it with the backup"
                    .formatted(scene.backup().backup()),
                true));
      }
      steps.add(step("start the rest of the stack, and wait until it is well", false));
    }
    return new RecoveryPlan(
        KIND,
        scene.stack(),
        findings,
        Optional.of(scene.backup().backup().value()),
        Optional.of(scene.backup().moment()),
        steps,
        warnings,
        others,
        refusals);
  }

  /** Which volumes are gone, in words; reads nothing of the backup but its record. */
  public List<String> findings() {
    return words(found());
  }

  private static List<String> words(List<Found> found) {
    return found.stream().map(Found::words).toList();
  }

  private void describe(Found each, List<RestoreStep> steps, List<String> warnings) {
    String name = each.volume().engineName();
    if (isRestorable(each)) {
      steps.add(
          step(
              "restore volume '%s' from backup %s".formatted(name, scene.volumes().backup()),
              true));
    } else if (!each.replaced()) {
      steps.add(step("make volume '%s' again, as Compose knows it".formatted(name), false));
      if (!isDatabase(each.volume())) {
        warnings.add("volume '%s' comes back empty: no backup holds it".formatted(name));
      }
    }
  }

  /** What is gone comes back; what somebody made anew may hold what they have put there since. */
  private boolean isRestorable(Found found) {
    return !found.replaced()
        && !isDatabase(found.volume())
        && scene.volumes().names().contains(found.volume().name());
  }

  private static RestoreStep step(String words, boolean destructive) {
    return new RestoreStep(words, destructive);
  }

  private List<Found> found() {
    List<Found> found = new ArrayList<>();
    for (RecordedVolume volume : scene.record().volumes()) {
      if (engine.volume(volume.engineName()).isEmpty()) {
        found.add(new Found(volume, false));
      } else if (isDatabase(volume) && isDatabaseAnother()) {
        found.add(new Found(volume, true));
      }
    }
    return found;
  }

  /**
   * Whether the database's files were begun after the backup. What an engine calls the creation of
   * a volume doesn't tell: in Docker 20.10 it is the last change in its root.
   */
  private boolean isDatabaseAnother() {
    return scene
        .databaseService()
        .flatMap(revival::container)
        .flatMap(container -> MongoContainer.born(engine, container))
        .filter(born -> born.isAfter(scene.backup().startedAt()))
        .isPresent();
  }

  private boolean isDatabase(RecordedVolume volume) {
    return scene.databaseService().flatMap(scene.record()::service).stream()
        .anyMatch(
            service ->
                DatabaseVolume.of(service, scene.record(), revival.container(service.service()))
                    .contains(volume.engineName()));
  }

  /** True if it is gone, made anew, or was by a recovery that didn't bring its data back. */
  private boolean isDatabaseLost(List<Found> found) {
    return found.stream().anyMatch(each -> isDatabase(each.volume()))
        || (scene.unfinished().isThere() && scene.databaseService().isPresent());
  }

  private Readiness readiness() {
    return Readiness.of(scene);
  }

  /** The names, as Compose has them, of those that come back from the volumes' backup. */
  private List<String> restorable(List<Found> found) {
    return found.stream().filter(this::isRestorable).map(each -> each.volume().name()).toList();
  }

  /** What runs, but for the database: it has nothing to do before its data is back. */
  private List<ServiceContainer> writers() {
    Optional<String> database = scene.databaseService();
    return new EngineContainers(engine)
        .of(scene.project()).stream()
            .filter(ServiceContainer::isActive)
            .filter(each -> !database.equals(Optional.of(each.service())))
            .filter(each -> usesDatabase(each, database) || usesLost(each))
            .toList();
  }

  private static boolean usesDatabase(ServiceContainer container, Optional<String> database) {
    return database.filter(container.dependsOn()::containsKey).isPresent();
  }

  private boolean usesLost(ServiceContainer container) {
    Set<String> lost =
        found().stream().map(each -> each.volume().engineName()).collect(Collectors.toSet());
    return engine.container(container.id()).stream()
        .flatMap(each -> each.mounts().stream())
        .flatMap(mount -> mount.volume().stream())
        .anyMatch(lost::contains);
  }

  /**
   * Does it. Services that were stopped are started again after a failure, but not on a database
   * that is empty: then they stay stopped until a recovery completes.
   *
   * @throws ProblemException the plan's refusals, and what goes wrong
   */
  public RecoveryReport execute(RecoveryPlan plan) {
    if (!plan.refusals().isEmpty()) {
      throw new ProblemException(plan.refusals());
    }
    Phases phases = new Phases(scene.clock(), scene.progress());
    List<String> done = new ArrayList<>();
    List<RestoreReport> restores = new ArrayList<>();
    List<LifeSign> signs;
    List<Found> found = found();
    boolean database = isDatabaseLost(found);
    phases.run("check", () -> readiness().require(database));
    phases.run("images", () -> done.addAll(new MissingImages(scene, Set.of()).obtain()));
    try (Halt halt = database ? haltForDatabase(phases) : halt(phases)) {
      if (!halt.services().isEmpty()) {
        done.add("stopped " + String.join(", ", halt.services()));
      }
      if (database) {
        try {
          phases.run("volumes", () -> makeVolumes(found, done, restores));
          restoreDatabase(phases, done, restores);
        } catch (RuntimeException e) {
          halt.leave();
          throw scene.unfinished().after(e, scene.progress()::warn);
        }
        scene.unfinished().end();
        // It is whole, whatever a restore before this one left half swapped.
        if (scene.swap().isAbandoned()) {
          scene.swap().end();
        }
      } else {
        phases.run("volumes", () -> makeVolumes(found, done, restores));
      }
      phases.run("start the rest", () -> startRest(halt));
      done.add("started the rest of the stack");
      signs = phases.get("health", () -> revival.await(scene.health()));
    }
    List<LifeSign> all = new ArrayList<>(signs);
    all.addAll(phases.get("probes", scene::probe));
    List<String> warnings = new ArrayList<>(plan.warnings());
    restores.forEach(each -> warnings.addAll(each.warnings()));
    return new RecoveryReport(plan, done, restores, phases.times(), phases.took(), all, warnings);
  }

  private Halt haltForDatabase(Phases phases) {
    boolean again = scene.unfinished().isThere();
    scene.unfinished().begin();
    return phases.get(
        "stop",
        () -> scene.unfinished().halting(conductor, writers(), purpose(), again, scene.progress()));
  }

  private Halt halt(Phases phases) {
    return phases.get(
        "stop", () -> conductor.halt(HaltRequest.stop(writers(), purpose()), scene.progress()));
  }

  private String purpose() {
    return "the recovery of volumes of " + scene.stack();
  }

  private void restoreDatabase(Phases phases, List<String> done, List<RestoreReport> restores) {
    Container database =
        phases.get("start", () -> revival.startAlone(scene.databaseService().orElseThrow()));
    done.add("started '%s' alone".formatted(service(database)));
    phases
        .get("prepare", () -> scene.database().prepare(scene.streams(), database, scene.health()))
        .ifPresent(done::add);
    restores.add(phases.get("restore", scene::restoreDatabase));
    done.add("restored backup " + scene.backup().backup());
  }

  private void startRest(Halt halt) {
    var _ = halt.resume(Duration.ZERO);
    // Also those that a recovery before this one had to leave.
    conductor.settle(scene.progress()).forEach(scene.progress()::warn);
    revival.startAll();
  }

  private static String service(Container container) {
    return container.label(ComposeLabels.SERVICE).orElse(container.name());
  }

  private void makeVolumes(List<Found> found, List<String> done, List<RestoreReport> restores) {
    List<String> restorable = restorable(found);
    for (Found each : found) {
      if (!isRestorable(each)
          && !each.replaced()
          && engine.volume(each.volume().engineName()).isEmpty()) {
        revival.make(each.volume());
        done.add("made volume '%s'".formatted(each.volume().engineName()));
      }
    }
    if (!restorable.isEmpty()) {
      restores.add(scene.volumes().restore(restorable));
      done.add(
          "restored %s from backup %s"
              .formatted(String.join(", ", restorable), scene.volumes().backup()));
    }
  }
}
