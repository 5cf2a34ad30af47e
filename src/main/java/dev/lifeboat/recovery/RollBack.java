package dev.lifeboat.recovery;

import dev.lifeboat.compose.EngineContainers;
import dev.lifeboat.compose.ServiceContainer;
import dev.lifeboat.compose.ServiceHealth;
import dev.lifeboat.compose.StackFinder;
import dev.lifeboat.problem.ProblemException;
import dev.lifeboat.restore.RestoreReport;
import dev.lifeboat.source.LifeSign;
import dev.lifeboat.source.PhaseTime;
import dev.lifeboat.source.RestoreStep;
import dev.lifeboat.stack.RecordedFile;
import dev.lifeboat.stack.RecordedProject;
import dev.lifeboat.stack.RecordedService;
import dev.lifeboat.stack.ServiceOrder;
import dev.lifeboat.stack.StackFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * A deployment goes back to the backup before it: the containers by its image lock, the data by its
 * content. Whatever runs stands still from the beginning until the data is back: the new program
 * must not change it once more. It may be killed anywhere, and done again from the start; what it
 * stopped stays so until then.
 */
public final class RollBack {
  /** What this is called. */
  public static final String KIND = "deployment";

  private final Scene scene;
  private final EngineContainers containers;
  private final WrongImages images;
  private final Data data;
  private final Set<String> services;

  /** The data of before. */
  public interface Data {
    /** Restores the database, which is started alone if it doesn't run. */
    RestoreReport database();

    /** Restores the volumes that were backed up; none if there are none. */
    List<RestoreReport> volumes();
  }

  /**
   * @param services those that ran before, and run again in the end
   */
  public RollBack(Scene scene, Data data, List<String> services) {
    this.scene = scene;
    this.containers = new EngineContainers(scene.engine());
    this.images = new WrongImages(scene);
    this.data = data;
    this.services = Set.copyOf(services);
  }

  /** Looks at how it stands; changes nothing. */
  public RecoveryPlan plan() {
    RecoveryPlan locked = images.plan();
    RecoveryPlan lost = new VolumeDeleted(scene).plan();
    List<String> findings = new ArrayList<>(locked.findings());
    findings.addAll(lost.findings());
    List<RestoreStep> steps = new ArrayList<>();
    String toStop =
        writers().stream()
            .map(ServiceContainer::service)
            .distinct()
            .collect(Collectors.joining(", "));
    if (!toStop.isEmpty()) {
      steps.add(new RestoreStep("stop " + toStop, false));
    }
    steps.addAll(locked.steps().stream().filter(RestoreStep::destructive).toList());
    if (!scene.volumes().names().isEmpty()) {
      steps.add(new RestoreStep("restore volumes from backup " + scene.volumes().backup(), true));
    }
    steps.add(
        new RestoreStep(
            "restore the database from backup %s, and compare it with the backup"
                .formatted(scene.backup().backup()),
            true));
    steps.add(new RestoreStep("start what ran before, and wait until it is well", false));
    List<String> warnings = new ArrayList<>(changedFiles());
    newFiles()
        .forEach(
            file ->
                warnings.add(
                    "Compose file '%s' came with the deployment: remove it yourself, then run 'docker compose up -d'"
                        .formatted(file)));
    if (!locked.steps().isEmpty()) {
      warnings.addAll(locked.warnings());
    }
    newcomers()
        .forEach(
            name ->
                warnings.add(
                    "service '%s' came with the deployment: it is stopped".formatted(name)));
    var refusals = new ArrayList<>(locked.refusals());
    refusals.addAll(lost.refusals());
    return new RecoveryPlan(
        KIND,
        scene.stack(),
        findings,
        Optional.of(scene.backup().backup().value()),
        Optional.of(scene.backup().moment()),
        steps,
        warnings,
        List.of(),
        refusals);
  }

  private List<ServiceContainer> writers() {
    Optional<String> database = scene.databaseService();
    return containers.of(scene.project()).stream()
        .filter(ServiceContainer::isActive)
        .filter(each -> !database.equals(Optional.of(each.service())))
        .toList();
  }

  private Set<String> newcomers() {
    Set<String> known =
        scene.record().services().stream()
            .map(RecordedService::service)
            .collect(Collectors.toSet());
    return containers.of(scene.project()).stream()
        .map(ServiceContainer::service)
        .filter(service -> !known.contains(service))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** Compose files that containers were made of, and those of before weren't. */
  private Set<String> newFiles() {
    List<String> before = scene.record().project().map(RecordedProject::files).orElse(List.of());
    return StackFinder.find(scene.engine(), scene.project()).source().stream()
        .flatMap(source -> source.files().stream())
        .filter(file -> !before.contains(file))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private List<String> changedFiles() {
    return scene.record().files().stream()
        .filter(file -> !isSame(file))
        .map(
            file ->
                "file '%s' is not what it was before: put it back yourself, then run 'docker compose up -d'"
                    .formatted(file.path()))
        .toList();
  }

  private static boolean isSame(RecordedFile file) {
    try {
      return StackFile.sha256(Files.readAllBytes(Path.of(file.path()))).equals(file.sha256());
    } catch (IOException e) {
      return false;
    }
  }

  /**
   * Does it.
   *
   * @throws ProblemException the plan's refusals, and what goes wrong: then what was stopped stays
   *     so
   */
  public RecoveryReport execute(RecoveryPlan plan) {
    if (!plan.refusals().isEmpty()) {
      throw new ProblemException(plan.refusals());
    }
    Phases phases = new Phases(scene.clock(), scene.progress());
    List<String> done = new ArrayList<>();
    List<RestoreReport> restores = new ArrayList<>();
    Set<String> stopped = phases.get("stop", this::stop);
    if (!stopped.isEmpty()) {
      done.add("stopped " + String.join(", ", stopped));
    }
    phases.run("images", () -> done.addAll(images.layOut()));
    phases.run("volumes", () -> restores.addAll(data.volumes()));
    List<PhaseTime> inner = new ArrayList<>();
    VolumeDeleted accident = new VolumeDeleted(scene);
    RecoveryPlan lost = accident.plan();
    if (lost.findings().isEmpty()) {
      restores.add(phases.get("restore", data::database));
      done.add("restored backup " + scene.backup().backup());
    } else {
      // The command deleted the database's volume, or put another one in its place.
      RecoveryReport brought = phases.get("volumes gone", () -> accident.execute(lost));
      restores.addAll(brought.restores());
      done.addAll(brought.done());
      inner.addAll(brought.phases());
    }
    phases.run("start", this::start);
    done.add("started what ran before");
    List<LifeSign> signs = new ArrayList<>(phases.get("health", this::await));
    phases.run("proof", images::prove);
    done.add("compared: every service is on its locked image");
    signs.addAll(phases.get("probes", scene::probe));
    List<PhaseTime> times = new ArrayList<>(phases.times());
    times.addAll(inner);
    return new RecoveryReport(plan, done, restores, times, phases.took(), signs, plan.warnings());
  }

  private Set<String> stop() {
    List<ServiceContainer> active = inOrder(writers());
    active.reversed().forEach(each -> containers.stop(each.id()));
    return active.stream()
        .map(ServiceContainer::service)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** Starts what ran before, in order, and stops what came with the deployment. */
  public void start() {
    Set<String> newcomers = newcomers();
    for (ServiceContainer each : inOrder(containers.of(scene.project()))) {
      if (services.contains(each.service()) && !each.isActive()) {
        containers.start(each.id());
      } else if (newcomers.contains(each.service()) && each.isActive()) {
        containers.stop(each.id());
      }
    }
  }

  private List<LifeSign> await() {
    List<LifeSign> signs = new ArrayList<>();
    List<ServiceContainer> old =
        containers.of(scene.project()).stream()
            .filter(each -> services.contains(each.service()))
            .toList();
    for (ServiceHealth health : scene.conductor().await(old, scene.health())) {
      signs.add(
          new LifeSign(
              LifeSign.Kind.SERVICE,
              health.service(),
              health.isGood(),
              health.words(),
              health.took()));
    }
    return signs;
  }

  private static List<ServiceContainer> inOrder(List<ServiceContainer> containers) {
    return ServiceOrder.ofStart(
        containers, ServiceContainer::service, each -> each.dependsOn().keySet());
  }
}
