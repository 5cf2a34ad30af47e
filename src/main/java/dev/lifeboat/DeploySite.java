package dev.lifeboat;

import dev.lifeboat.backup.BackupReport;
import dev.lifeboat.cli.BackupChoice;
import dev.lifeboat.cli.Conduct;
import dev.lifeboat.cli.RestoreChoice;
import dev.lifeboat.cli.Services;
import dev.lifeboat.cli.VerifyChoice;
import dev.lifeboat.compose.ComposeLabels;
import dev.lifeboat.compose.Conductor;
import dev.lifeboat.compose.EngineContainers;
import dev.lifeboat.compose.Probes;
import dev.lifeboat.compose.ServiceContainer;
import dev.lifeboat.compose.ServiceHealth;
import dev.lifeboat.config.VolumeSettings;
import dev.lifeboat.deploy.Change;
import dev.lifeboat.deploy.Decision;
import dev.lifeboat.deploy.OpenDeployment;
import dev.lifeboat.deploy.Safety;
import dev.lifeboat.deploy.Site;
import dev.lifeboat.deploy.Trouble;
import dev.lifeboat.docker.Engine;
import dev.lifeboat.ledger.RunKind;
import dev.lifeboat.problem.Code;
import dev.lifeboat.problem.ExitCode;
import dev.lifeboat.problem.Problem;
import dev.lifeboat.problem.ProblemException;
import dev.lifeboat.process.Command;
import dev.lifeboat.process.Foreground;
import dev.lifeboat.process.Outlet;
import dev.lifeboat.recovery.RecoveryReport;
import dev.lifeboat.recovery.RollBack;
import dev.lifeboat.recovery.Scene;
import dev.lifeboat.recovery.StackVolumes;
import dev.lifeboat.repository.BackupEntry;
import dev.lifeboat.repository.Repository;
import dev.lifeboat.repository.manifest.BackupId;
import dev.lifeboat.restore.RestoreReport;
import dev.lifeboat.source.LifeSign;
import dev.lifeboat.source.RestoreDestination;
import dev.lifeboat.source.RestoreSelection;
import dev.lifeboat.source.composefile.StackLook;
import dev.lifeboat.stack.RecordedMount;
import dev.lifeboat.stack.RecordedService;
import dev.lifeboat.stack.RecordedVolume;
import dev.lifeboat.stack.StackRecord;
import dev.lifeboat.verify.Level;
import dev.lifeboat.verify.VerifyReport;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What a deployment of the configuration's stack has done around it. */
record DeploySite(
    Services services,
    Wiring wiring,
    Recovering recovering,
    Engines engines,
    Conduct conduct,
    Command program,
    Outlet outlet,
    Function<Trouble, Decision> decider,
    InstantSource clock)
    implements Site {
  @Override
  public Safety secure() {
    StackRecord now = running();
    BackupChoice choice =
        new BackupChoice(
            Optional.of("before a deployment"), List.of("deploy"), false, Optional.empty());
    String backup = verified(services.backup(conduct, choice));
    List<String> names = volumes(now);
    Optional<String> volumes =
        names.isEmpty()
            ? Optional.empty()
            : Optional.of(verified(services.backupVolumes(conduct, choice, names)));
    return new Safety(backup, volumes, runningServices());
  }

  private StackRecord running() {
    try (Engine engine = engines.connect()) {
      // Before anything is done: without it there is no way back.
      recovering.requireCompose(engine);
      return new StackLook(engine, engines.project())
          .record(engines.database(), List.of())
          .orElseThrow(
              () ->
                  Problem.of(
                          Code.DOCKER_NOT_FOUND,
                          "the engine has nothing of a Compose project '%s', so there is nothing"
                                  .formatted(engines.project())
                              + " to go back to",
                          "deploy it the first time without Lifeboat",
                          "see which projects there are: docker compose ls --all")
                      .exception());
    }
  }

  private List<String> runningServices() {
    try (Engine engine = engines.connect()) {
      return containers(engine).stream()
          .filter(ServiceContainer::isActive)
          .map(ServiceContainer::service)
          .distinct()
          .sorted()
          .toList();
    }
  }

  private List<ServiceContainer> containers(Engine engine) {
    return engine.containers(Map.of(ComposeLabels.PROJECT, engines.project())).stream()
        .filter(each -> !ComposeLabels.isOneOff(each.labels()))
        .map(EngineContainers::view)
        .toList();
  }

  /** Those that the configuration names; the database's are in its own backup. */
  private List<String> volumes(StackRecord now) {
    Set<String> ofDatabase =
        now.database().flatMap(now::service).map(RecordedService::mounts).stream()
            .flatMap(List::stream)
            .map(RecordedMount::source)
            .collect(Collectors.toSet());
    List<String> names = new ArrayList<>();
    for (RecordedVolume volume : now.volumes()) {
      Optional<VolumeSettings> settings =
          Optional.ofNullable(wiring.config().volumes().get(volume.name()))
              .or(() -> Optional.ofNullable(wiring.config().volumes().get(volume.engineName())));
      if (settings.filter(each -> !each.exclude()).isPresent()
          && !ofDatabase.contains(volume.engineName())) {
        names.add(volume.name());
      }
    }
    return names;
  }

  private String verified(BackupReport made) {
    String id = made.manifest().backup().value();
    if (!made.missing().isEmpty() || made.suspicious()) {
      throw refused(id, "is incomplete or suspicious", "lifeboat show " + id);
    }
    VerifyReport report =
        services.verify(conduct, new VerifyChoice(id, Level.CONTENT, Optional.empty()));
    if (!report.holds(id)) {
      throw refused(
          id, "could not be verified", "lifeboat verify %s --level content".formatted(id));
    }
    return id;
  }

  private static RuntimeException refused(String id, String why, String look) {
    return Problem.of(
            Code.RESTORE_REFUSED,
            "backup '%s' %s: nothing was deployed".formatted(id, why),
            "see why: " + look)
        .exception();
  }

  @Override
  public int command() {
    try (Foreground running = program.inFront(outlet)) {
      return running.await(conduct.interruption());
    }
  }

  @Override
  public boolean isInterrupted() {
    return conduct.interruption().requested();
  }

  @Override
  public List<LifeSign> gate() {
    Duration limit = wiring.config().health().timeout();
    try (Engine engine = engines.connect()) {
      List<LifeSign> signs = new ArrayList<>();
      List<ServiceContainer> all = containers(engine);
      if (all.isEmpty()) {
        signs.add(bad(engines.project(), "has no container"));
      }
      List<ServiceContainer> started =
          all.stream().filter(each -> !each.startedAt().equals(Instant.EPOCH)).toList();
      all.stream()
          .filter(each -> !started.contains(each))
          .forEach(each -> signs.add(bad(each.service(), "was made and never started")));
      for (ServiceHealth health : conductor(engine).await(started, limit)) {
        signs.add(
            new LifeSign(
                LifeSign.Kind.SERVICE,
                health.service(),
                health.isGood(),
                health.words(),
                health.took()));
      }
      if (!wiring.config().health().probes().isEmpty()) {
        signs.addAll(
            Scene.asked(
                new Probes(new EngineContainers(engine), engines.project(), clock)
                    .run(VolumeRestores.probes(wiring.config()), limit)));
      }
      return signs;
    }
  }

  private static LifeSign bad(String service, String words) {
    return new LifeSign(LifeSign.Kind.SERVICE, service, false, words, Duration.ZERO);
  }

  private Conductor conductor(Engine engine) {
    return new Conductor(new EngineContainers(engine), wiring.config().state(), clock);
  }

  @Override
  public List<Change> changes(OpenDeployment deployment) {
    Repository repository = wiring.repository();
    return Change.between(
        repository.contents(entry(repository, deployment.safety().backup()).trusted()).items(),
        services.live(conduct));
  }

  @Override
  public Decision decide(Trouble trouble) {
    return decider.apply(trouble);
  }

  private static BackupEntry entry(Repository repository, String id) {
    return repository
        .find(new BackupId(id))
        .orElseThrow(
            () ->
                Problem.of(
                        Code.BACKUP_NOT_FOUND,
                        "backup '%s', which the deployment goes back to, is gone".formatted(id),
                        "see what there is: lifeboat list")
                    .exception());
  }

  @Override
  public RecoveryReport rollBack(OpenDeployment deployment) {
    return new Recorder(wiring.ledger(), RunKind.RECOVER, wiring.config().stack().value(), conduct)
        .record(
            _ ->
                with(
                    deployment,
                    scene -> {
                      // Nobody stops a service to hear then that the backup is damaged.
                      Recovering.requireStored(scene);
                      RollBack act = act(scene, deployment);
                      return act.execute(act.plan());
                    }),
            report ->
                new Recorder.Outcome(
                    deployment.safety().backup(),
                    report.holds() ? ExitCode.OK : ExitCode.PARTIAL,
                    0));
  }

  @Override
  public void startAgain(OpenDeployment deployment) {
    var _ =
        with(
            deployment,
            scene -> {
              act(scene, deployment).start();
              return scene;
            });
  }

  private <T> T with(OpenDeployment deployment, Function<Scene, T> work) {
    Repository repository = wiring.repository();
    BackupEntry entry = entry(repository, deployment.safety().backup());
    StackVolumes volumes =
        deployment
            .safety()
            .volumes()
            .<StackVolumes>map(
                id ->
                    new WiredVolumes(
                        wiring,
                        engines,
                        repository,
                        entry(repository, id),
                        wiring.config().health().timeout(),
                        conduct.progress()))
            .orElse(StackVolumes.NONE);
    try (Engine engine = engines.connect()) {
      conductor(engine).settle(conduct.progress()).forEach(conduct.progress()::warn);
      return work.apply(recovering.scene(wiring, engines, engine, conduct, entry, volumes));
    }
  }

  private RollBack act(Scene scene, OpenDeployment deployment) {
    return new RollBack(scene, new Before(scene), deployment.safety().services());
  }

  /** The data of before the deployment. */
  private final class Before implements RollBack.Data {
    private final Scene scene;

    Before(Scene scene) {
      this.scene = scene;
    }

    @Override
    public RestoreReport database() {
      RestoreChoice choice = choice(scene.entry().id().value());
      Optional<Services.Sleeping> sleeping = services.sleeping(conduct, choice);
      if (sleeping.isPresent()) {
        try (Services.Sleeping database = sleeping.get()) {
          database.wake();
        }
      }
      try (Services.OpenRestore restore = services.restore(conduct, choice)) {
        if (!restore.prepared().plan().refusals().isEmpty()) {
          throw new ProblemException(restore.prepared().plan().refusals());
        }
        return restore.execute();
      }
    }

    /** All of it: collections that a migration made are set aside as well. */
    private static RestoreChoice choice(String backup) {
      return new RestoreChoice(
          backup,
          Optional.empty(),
          new RestoreDestination.Staged(),
          RestoreSelection.ALL,
          true,
          false,
          false,
          Optional.empty(),
          dev.lifeboat.cli.Elsewhere.NOWHERE);
    }

    @Override
    public List<RestoreReport> volumes() {
      List<String> names = scene.volumes().names();
      return names.isEmpty() ? List.of() : List.of(scene.volumes().restore(names));
    }
  }
}
