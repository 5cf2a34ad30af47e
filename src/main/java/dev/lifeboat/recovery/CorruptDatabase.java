package dev.lifeboat.recovery;

import dev.lifeboat.compose.Conductor;
import dev.lifeboat.compose.EngineContainers;
import dev.lifeboat.compose.Halt;
import dev.lifeboat.compose.HaltRequest;
import dev.lifeboat.docker.Container;
import dev.lifeboat.docker.Engine;
import dev.lifeboat.guard.Diagnosis;
import dev.lifeboat.guard.Guard;
import dev.lifeboat.problem.Code;
import dev.lifeboat.problem.Problem;
import dev.lifeboat.problem.ProblemException;
import dev.lifeboat.progress.Progress;
import dev.lifeboat.source.PhaseTime;
import dev.lifeboat.source.RestoreStep;
import dev.lifeboat.stack.RecordedVolume;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The database's files are damaged: what is left of them is kept for people to look into, then the
 * volume is made anew and the database restored into it, as if it had been deleted.
 */
public final class CorruptDatabase {
  /** What this kind of accident is called. */
  public static final String KIND = "corrupt-database";

  private static final int LOG_LINES = 2000;

  private final Scene scene;
  private final Engine engine;
  private final Evidence evidence;
  private final Optional<Salvage> salvage;

  /** What is done with a volume before it goes. */
  public interface Evidence {
    /**
     * Keeps a copy of a volume in the repository, which never counts as a backup, and verifies it.
     *
     * @param volume its name in the Compose file
     * @param conductor of work within the halt of the volume's service
     * @return the copy's id
     */
    String keep(String volume, Conductor conductor);

    /** Lets the anchor go of the stack's volumes, if there is one. */
    void release();

    /** Puts the anchor back. */
    void anchorAgain();
  }

  /**
   * @param salvage what saves from the damaged files what the backup lacks, if that is wanted
   */
  public CorruptDatabase(Scene scene, Evidence evidence, Optional<Salvage> salvage) {
    this.scene = scene;
    this.engine = scene.engine();
    this.evidence = evidence;
    this.salvage = salvage;
  }

  /** Looks at what is wrong; changes nothing. All that is needed of the backup is verified. */
  public RecoveryPlan plan() {
    List<String> findings = new ArrayList<>();
    List<RestoreStep> steps = new ArrayList<>();
    List<String> others = scene.otherImages();
    List<String> warnings = new ArrayList<>(others);
    List<Problem> refusals = new ArrayList<>();
    Optional<Container> container = container();
    if (container.isEmpty()) {
      refusals.add(
          Problem.of(
              Code.RESTORE_REFUSED,
              "the database's container is gone, so nothing tells what is wrong with its files",
              "if its volume is gone too: lifeboat recover volume-deleted",
              "else make it again: docker compose up -d"));
    } else {
      Diagnosis diagnosis =
          Diagnosis.of(container.get(), engine.logs(container.get().id(), LOG_LINES));
      findings.addAll(diagnosis.findings());
      switch (diagnosis.verdict()) {
        case WELL -> {}
        case CORRUPT -> corrupt(container.get(), steps, warnings, refusals);
        case OTHER_VERSION ->
            refusals.add(
                Problem.of(
                    Code.RESTORE_REFUSED,
                    "the files need another version of MongoDB, and nothing says that they are"
                        + " damaged",
                    "run the image that the last backup locked: lifeboat recover wrong-images"));
        case FAILED ->
            refusals.add(
                Problem.of(
                    Code.RESTORE_REFUSED,
                    "the database doesn't run, and nothing says that its files are damaged",
                    "see why: docker logs " + container.get().name()));
      }
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

  private void corrupt(
      Container container, List<RestoreStep> steps, List<String> warnings, List<Problem> refusals) {
    Optional<RecordedVolume> volume = volume(container);
    if (volume.isEmpty()) {
      refusals.add(
          Problem.of(
              Code.RESTORE_REFUSED,
              "the database '%s' has its files in no volume of the stack"
                  .formatted(container.name()),
              "start an empty database yourself, then: lifeboat restore latest"));
      return;
    }
    String name = volume.get().engineName();
    for (Container other : engine.containersWith(name)) {
      if (!other.id().equals(container.id()) && !Guard.isAnchor(other)) {
        refusals.add(
            Problem.of(
                Code.VOLUME_IN_USE,
                "container '%s' has volume '%s' too".formatted(other.name(), name),
                "remove it first: docker rm " + other.name()));
      }
    }
    String service = scene.databaseService().orElseThrow();
    refusals.addAll(readiness(name).problems(true));
    steps.addAll(new MissingImages(scene, Set.of(service)).steps());
    steps.add(new RestoreStep("stop '%s'".formatted(service), false));
    steps.add(
        new RestoreStep(
            "keep volume '%s' as it is in the repository, and verify that copy".formatted(name),
            false));
    steps.add(new RestoreStep("delete the container and volume '%s'".formatted(name), true));
    steps.add(
        new RestoreStep("make the volume again, and start '%s' alone".formatted(service), false));
    steps.add(
        new RestoreStep(
            "restore backup %s into it, and compare it with the backup"
                .formatted(scene.backup().backup()),
            true));
    steps.add(new RestoreStep("start the rest of the stack, and wait until it is well", false));
    if (salvage.isPresent()) {
      steps.addAll(Salvage.steps(name));
    } else {
      warnings.add("what was written after the backup's moment is only in the copy that is kept");
    }
  }

  private Readiness readiness(String volume) {
    return Readiness.of(scene).deleting(scene.databaseService().orElseThrow(), volume);
  }

  /**
   * What the database's container and its log tell of its files; empty if it is gone.
   *
   * @param scene where that is
   */
  public static Optional<Diagnosis> diagnosis(Scene scene) {
    return container(scene)
        .map(container -> Diagnosis.of(container, scene.engine().logs(container.id(), LOG_LINES)));
  }

  private Optional<Container> container() {
    return container(scene);
  }

  private static Optional<Container> container(Scene scene) {
    return scene
        .databaseService()
        .flatMap(scene.revival()::container)
        .map(new RestartLoop(scene.engine(), scene.clock())::settled);
  }

  private Optional<RecordedVolume> volume(Container container) {
    return DatabaseVolume.of(container, scene.record());
  }

  /**
   * Does it. Nothing is deleted before the copy is in the repository and verified.
   *
   * @throws ProblemException the plan's refusals, and what goes wrong
   */
  public RecoveryReport execute(RecoveryPlan plan) {
    if (!plan.refusals().isEmpty()) {
      throw new ProblemException(plan.refusals());
    }
    Container container = container().orElseThrow();
    RecordedVolume volume = volume(container).orElseThrow();
    Phases phases = new Phases(scene.clock(), scene.progress());
    List<String> done = new ArrayList<>();
    List<String> warnings = new ArrayList<>(plan.warnings());
    Readiness readiness = readiness(volume.engineName());
    phases.run("check", () -> readiness.require(true));
    String service = scene.databaseService().orElseThrow();
    phases.run("images", () -> done.addAll(new MissingImages(scene, Set.of(service)).obtain()));
    String copy =
        keep(
            scene.conductor(),
            stop(container, volume),
            within -> {
              String kept = evidence.keep(volume.name(), within);
              salvage.ifPresent(it -> warnings.addAll(it.copy(container, volume.engineName())));
              // That may have taken hours, and room.
              try {
                readiness.require(true);
              } catch (ProblemException e) {
                salvage.ifPresent(Salvage::remove);
                throw e;
              }
              return kept;
            },
            phases,
            scene.progress());
    done.add(
        "kept volume '%s' as it was: %s, which never counts as a backup"
            .formatted(volume.engineName(), copy));
    RecoveryReport rest =
        withoutAnchor(
            evidence,
            scene.progress(),
            () -> {
              phases.run("delete", () -> delete(container, volume));
              done.add("deleted volume '%s'".formatted(volume.engineName()));
              VolumeDeleted recovery = new VolumeDeleted(scene);
              return recovery.execute(recovery.plan());
            });
    done.addAll(rest.done());
    salvage.ifPresent(it -> phases.run("salvage", () -> done.addAll(it.bring())));
    List<PhaseTime> times = new ArrayList<>(phases.times());
    times.addAll(rest.phases());
    return new RecoveryReport(
        plan,
        done,
        rest.restores(),
        times,
        phases.took().plus(rest.took()),
        rest.signs(),
        warnings);
  }

  /** Whatever becomes of the work, the anchor comes back; that it can't hides no failure. */
  static <T> T withoutAnchor(Evidence evidence, Progress progress, Supplier<T> work) {
    T result;
    try {
      evidence.release();
      result = work.get();
    } catch (RuntimeException e) {
      try {
        evidence.anchorAgain();
      } catch (RuntimeException other) {
        e.addSuppressed(other);
      }
      throw e;
    }
    try {
      evidence.anchorAgain();
    } catch (ProblemException e) {
      progress.warn(
          "the anchor could not be put back: %s; later: lifeboat guard on"
              .formatted(e.getMessage()));
    }
    return result;
  }

  /** What goes wrong until all is kept has the database go on as it was, a crash included. */
  static String keep(
      Conductor conductor,
      HaltRequest request,
      Function<Conductor, String> copying,
      Phases phases,
      Progress progress) {
    try (Halt halt = phases.get("stop", () -> conductor.halt(request, progress))) {
      String copy = phases.get("keep", () -> copying.apply(conductor.within(halt)));
      halt.requireHalted();
      halt.leave();
      return copy;
    }
  }

  private HaltRequest stop(Container container, RecordedVolume volume) {
    return HaltRequest.stop(
        new EngineContainers(engine)
            .of(scene.project()).stream().filter(each -> each.id().equals(container.id())).toList(),
        "keeping the damaged volume '%s'".formatted(volume.engineName()));
  }

  /** From here until the data is back nothing starts what writes, not even after a crash. */
  private void delete(Container container, RecordedVolume volume) {
    boolean again = scene.unfinished().isThere();
    scene.unfinished().begin();
    try {
      // Not by force: one that was started meanwhile is looked at again. What else it wrote to
      // stays.
      engine.removeKeepingVolumes(container.id());
      engine.removeVolume(volume.engineName(), false);
    } catch (RuntimeException e) {
      if (!again && engine.volume(volume.engineName()).isPresent()) {
        scene.unfinished().end();
        scene.conductor().settle(scene.progress()).forEach(scene.progress()::warn);
      }
      throw e;
    }
  }
}
