package dev.lifeboat;

import dev.lifeboat.cli.Conduct;
import dev.lifeboat.cli.RecoverServices;
import dev.lifeboat.cli.Services;
import dev.lifeboat.compose.ComposeCommand;
import dev.lifeboat.compose.Conductor;
import dev.lifeboat.compose.EngineContainers;
import dev.lifeboat.config.ConfigFiles;
import dev.lifeboat.docker.Engine;
import dev.lifeboat.drift.Declared;
import dev.lifeboat.drift.DriftCheck;
import dev.lifeboat.drift.DriftReport;
import dev.lifeboat.incident.Triage;
import dev.lifeboat.ledger.RunKind;
import dev.lifeboat.problem.Code;
import dev.lifeboat.problem.ExitCode;
import dev.lifeboat.problem.Problem;
import dev.lifeboat.problem.ProblemException;
import dev.lifeboat.progress.Progress;
import dev.lifeboat.recovery.CorruptDatabase;
import dev.lifeboat.recovery.GivingUp;
import dev.lifeboat.recovery.HalfSwap;
import dev.lifeboat.recovery.HostLost;
import dev.lifeboat.recovery.RecoveryPlan;
import dev.lifeboat.recovery.RecoveryReport;
import dev.lifeboat.recovery.Revival;
import dev.lifeboat.recovery.Salvage;
import dev.lifeboat.recovery.Scene;
import dev.lifeboat.recovery.StackVolumes;
import dev.lifeboat.recovery.Unfinished;
import dev.lifeboat.recovery.VolumeDeleted;
import dev.lifeboat.recovery.WrongImages;
import dev.lifeboat.repository.BackupEntry;
import dev.lifeboat.repository.Backups;
import dev.lifeboat.repository.Repository;
import dev.lifeboat.repository.manifest.Contents;
import dev.lifeboat.repository.manifest.Manifest;
import dev.lifeboat.source.CapturedStreams;
import dev.lifeboat.source.StreamName;
import dev.lifeboat.source.composefile.Belongings;
import dev.lifeboat.source.composefile.StackLook;
import dev.lifeboat.stack.ImageLock;
import dev.lifeboat.stack.RecordedFile;
import dev.lifeboat.stack.RecordedProject;
import dev.lifeboat.stack.StackFile;
import dev.lifeboat.stack.StackRecord;
import dev.lifeboat.verify.StoredCheck;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** What is done for a stack as a whole. */
record Recovering(
    Services services,
    Function<Conduct, Wiring> wirings,
    Map<String, String> environment,
    InstantSource clock)
    implements RecoverServices {
  @Override
  public OpenRecovery volumeDeleted(Conduct conduct, String backup) {
    return open(
        conduct,
        wired -> database(wired, backup, conduct.progress()),
        scene -> {
          requireStored(scene);
          VolumeDeleted recovery = new VolumeDeleted(scene);
          return new Led(recovery.plan(), recovery::execute);
        });
  }

  @Override
  public OpenRecovery host(Conduct conduct, String backup) {
    LostVariables.Found found = configured(conduct, backup);
    return open(
        conduct,
        new Wiring(found.config(), clock, new IdentityLoader(conduct.secrets(), environment)),
        wired -> database(wired, backup, conduct.progress()),
        scene -> {
          requireStored(scene);
          List<StackFile> files = new ArrayList<>(Belongings.files(scene.streams()));
          found.files().stream().filter(each -> !contains(files, each)).forEach(files::add);
          HostLost recovery = new HostLost(scene, files);
          return new Led(recovery.plan(), recovery::execute);
        });
  }

  private static boolean contains(List<StackFile> files, StackFile file) {
    return files.stream().anyMatch(each -> each.facts().path().equals(file.facts().path()));
  }

  /** The configuration, also where it names env files that only the backup has. */
  private LostVariables.Found configured(Conduct conduct, String backup) {
    try {
      return new LostVariables.Found(wirings.apply(conduct).config(), List.of());
    } catch (ProblemException e) {
      return LostVariables.find(
          new ConfigFiles(environment, Path.of("")),
          conduct.config(),
          e,
          outline -> {
            Wiring wiring =
                new Wiring(outline, clock, new IdentityLoader(conduct.secrets(), environment));
            BackupEntry entry = database(wiring, backup, conduct.progress());
            return Belongings.files(wiring.repository().streams(entry.trusted()));
          });
    }
  }

  @Override
  public OpenRecovery corruptDatabase(Conduct conduct, String backup, boolean salvage) {
    Wiring wiring = wirings.apply(conduct);
    Engines engines = new Engines(wiring.config(), environment);
    return open(
        conduct,
        wired -> database(wired, backup, conduct.progress()),
        scene -> {
          requireStored(scene);
          CorruptDatabase recovery =
              new CorruptDatabase(
                  scene,
                  new KeptEvidence(
                      wiring, scene, engines::connect, engines.project(), environment, conduct),
                  salvage
                      ? Optional.of(new Salvage(scene, new SalvagedData(wiring, clock)))
                      : Optional.empty());
          return new Led(recovery.plan(), recovery::execute);
        });
  }

  @Override
  public Triage triage(Conduct conduct) {
    Wiring wiring = wirings.apply(conduct);
    Engines engines = new Engines(wiring.config(), environment);
    return new Accident(services, () -> look(wiring, engines, conduct), clock).triage(conduct);
  }

  /** What a recovery has before it; whoever looks closes it. */
  private Scene look(Wiring wiring, Engines engines, Conduct conduct) {
    BackupEntry entry = database(wiring, "latest", conduct.progress());
    Engine engine = engines.connect();
    try {
      return scene(wiring, engines, engine, conduct, entry);
    } catch (RuntimeException e) {
      engine.close();
      throw e;
    }
  }

  @Override
  public OpenRecovery wrongImages(Conduct conduct, String backup) {
    return open(
        conduct,
        wired -> select(wired.repository(), backup, conduct.progress()),
        scene -> {
          WrongImages recovery = new WrongImages(scene);
          return new Led(recovery.plan(), recovery::execute);
        });
  }

  /** Without an engine the services can't be started; then the next command does that. */
  @Override
  public OpenRecovery giveUp(Conduct conduct) {
    Wiring wiring = wirings.apply(conduct);
    GivingUp work =
        new GivingUp(
            wiring.config().stack().value(),
            unfinished(wiring),
            swap(wiring),
            progress -> settle(wiring, progress),
            clock,
            conduct.progress());
    return new Abandonment(work, work.plan());
  }

  private List<String> settle(Wiring wiring, Progress progress) {
    try (Engine engine = new Engines(wiring.config(), environment).connect()) {
      return new Conductor(new EngineContainers(engine), wiring.config().state(), clock)
          .settle(progress);
    } catch (ProblemException e) {
      progress.warn(
          "what was stopped could not be started: %s; the next command of Lifeboat tries again"
              .formatted(e.getMessage()));
      return List.of();
    }
  }

  /** A recovery that is to be given up. */
  private record Abandonment(GivingUp work, RecoveryPlan plan) implements OpenRecovery {
    @Override
    public RecoveryReport execute() {
      return work.execute(plan);
    }

    @Override
    public void close() {
      work.unfinished().close();
      work.swap().close();
    }
  }

  /**
   * The database, if nothing answers where it should, and the newest record has it in the stack.
   */
  Optional<Services.Sleeping> sleeping(Conduct conduct, String backup) {
    Wiring wiring = wirings.apply(conduct);
    Engines engines = new Engines(wiring.config(), environment);
    if (wiring.isAnswering()) {
      return Optional.empty();
    }
    Engine engine;
    try {
      engine = engines.connect();
    } catch (ProblemException | IllegalArgumentException e) {
      return Optional.empty();
    }
    Optional<Services.Sleeping> found = Optional.empty();
    try {
      BackupEntry entry = database(wiring, backup, conduct.progress());
      found = SleepingDatabase.in(scene(wiring, engines, engine, conduct, entry));
    } catch (ProblemException e) {
      // Without a record nobody knows how; the restore says that it isn't reached.
    } finally {
      if (found.isEmpty()) {
        engine.close();
      }
    }
    return found;
  }

  /** A runner with its plan. */
  private record Led(RecoveryPlan plan, Function<RecoveryPlan, RecoveryReport> work) {}

  @Override
  public ImageLock lock(Conduct conduct, Optional<String> backup) {
    Wiring wiring = wirings.apply(conduct);
    if (backup.isPresent()) {
      Repository repository = wiring.repository();
      Manifest manifest = select(repository, backup.get(), conduct.progress()).trusted();
      return record(repository.streams(manifest), manifest).lock();
    }
    Engines engines = new Engines(wiring.config(), environment);
    try (Engine engine = engines.connect()) {
      return running(engines, engine, List.of()).lock();
    }
  }

  @Override
  public DriftReport drift(Conduct conduct, String backup) {
    Wiring wiring = wirings.apply(conduct);
    Engines engines = new Engines(wiring.config(), environment);
    try (Engine engine = engines.connect()) {
      Repository repository = wiring.repository();
      Optional<Manifest> manifest =
          backup.equals("latest") && repository.backups().isEmpty()
              ? Optional.empty()
              : Optional.of(select(repository, backup, conduct.progress()).trusted());
      Optional<StackRecord> locked =
          manifest.flatMap(found -> Belongings.record(repository.streams(found)));
      Optional<RecordedProject> project = locked.flatMap(StackRecord::project);
      Along along = new Along(wiring.config(), environment);
      StackRecord now = running(engines, engine, along.files(project));
      Optional<List<Declared>> declared =
          new DeclaredLook(engine, compose(engine)).look(project.or(now::project).orElseThrow());
      return new DriftReport(
          engines.project(),
          manifest.map(found -> found.backup().value()),
          declared.isPresent(),
          locked.map(StackRecord::lock).orElse(ImageLock.NONE),
          now.lock(),
          new DriftCheck(locked, declared, now).find());
    }
  }

  private StackRecord running(Engines engines, Engine engine, List<RecordedFile> files) {
    return new StackLook(engine, engines.project())
        .record(engines.database(), files)
        .orElseThrow(
            () ->
                Problem.of(
                        Code.DOCKER_NOT_FOUND,
                        "the engine has nothing of a Compose project '%s'"
                            .formatted(engines.project()),
                        "see which projects there are: docker compose ls --all",
                        "if its volumes and containers were deleted: lifeboat recover"
                            + " volume-deleted")
                    .exception());
  }

  private OpenRecovery open(
      Conduct conduct, Function<Wiring, BackupEntry> choice, Function<Scene, Led> runner) {
    return open(conduct, wirings.apply(conduct), choice, runner);
  }

  private OpenRecovery open(
      Conduct conduct,
      Wiring wiring,
      Function<Wiring, BackupEntry> choice,
      Function<Scene, Led> runner) {
    // Before anything is settled: a backup that won't do leaves everything as it is.
    BackupEntry entry = choice.apply(wiring);
    Engines engines = new Engines(wiring.config(), environment);
    Engine engine = engines.connect();
    try {
      Scene scene = scene(wiring, engines, engine, conduct, entry);
      Settling.database(wiring, conduct.progress());
      scene.conductor().settle(conduct.progress()).forEach(conduct.progress()::warn);
      Led led = runner.apply(scene);
      Recorder recorder =
          new Recorder(wiring.ledger(), RunKind.RECOVER, wiring.config().stack().value(), conduct);
      return new Session(led, recorder, scene, backupOf(led));
    } catch (RuntimeException e) {
      engine.close();
      throw e;
    }
  }

  private static String backupOf(Led led) {
    return led.plan().backup().orElse("");
  }

  /** A recovery with what it needs. */
  private record Session(Led led, Recorder recorder, Scene scene, String backup)
      implements OpenRecovery {
    @Override
    public RecoveryPlan plan() {
      return led.plan();
    }

    @Override
    public RecoveryReport execute() {
      return recorder.record(
          run -> led.work().apply(led.plan()),
          report ->
              new Recorder.Outcome(backup, report.holds() ? ExitCode.OK : ExitCode.PARTIAL, 0));
    }

    @Override
    public void close() {
      scene.close();
    }
  }

  private Scene scene(
      Wiring wiring, Engines engines, Engine engine, Conduct conduct, BackupEntry entry) {
    return scene(
        wiring,
        engines,
        engine,
        conduct,
        entry,
        WiredVolumes.newest(
            wiring,
            engines,
            wiring.repository(),
            wiring.config().health().timeout(),
            conduct.progress()));
  }

  /** What a recovery from one backup has before it, with the volumes of another. */
  Scene scene(
      Wiring wiring,
      Engines engines,
      Engine engine,
      Conduct conduct,
      BackupEntry entry,
      StackVolumes volumes) {
    Repository repository = wiring.repository();
    CapturedStreams streams = repository.streams(entry.trusted());
    StackRecord record = record(streams, entry.trusted());
    Conductor conductor =
        new Conductor(new EngineContainers(engine), wiring.config().state(), clock);
    Revival revival =
        new Revival(
            engine,
            conductor,
            record.project().orElseThrow(),
            () -> ComposeCommand.require(variables(engine)));
    return new Scene(
        wiring.config().stack().value(),
        record,
        engine,
        conductor,
        revival,
        new WiredDatabase(wiring, engines, engines.database().orNamed(record.database())),
        volumes,
        repository,
        entry,
        streams,
        new StoredImages(streams),
        VolumeRestores.probes(wiring.config()),
        wiring.config().health().timeout(),
        wiring.config().keepOld(),
        unfinished(wiring),
        swap(wiring),
        clock,
        conduct.progress());
  }

  /** What tells that a recovery of a stack's database didn't get to its end. */
  static Unfinished unfinished(Wiring wiring) {
    return new Unfinished(wiring.config().state(), wiring.config().stack().value());
  }

  /** What tells that a restore of a stack's database may be half swapped. */
  static HalfSwap swap(Wiring wiring) {
    return new HalfSwap(wiring.config().state(), wiring.config().stack().value());
  }

  /** Fails where containers can't be made. */
  void requireCompose(Engine engine) {
    var _ = ComposeCommand.require(variables(engine));
  }

  private Optional<ComposeCommand> compose(Engine engine) {
    return ComposeCommand.find(variables(engine));
  }

  private Map<String, String> variables(Engine engine) {
    return Engines.variables(engine, environment);
  }

  /** Where a database is made anew, nothing but a backup of it brings it back. */
  private static BackupEntry database(Wiring wiring, String backup, Progress progress) {
    Backups backups = Backups.expectingTheNewest(wiring.repository()).telling(progress::warn);
    return OfDatabase.select(backups, backup, Optional.empty());
  }

  private static BackupEntry select(Repository repository, String backup, Progress progress) {
    return Backups.expectingTheNewest(repository).telling(progress::warn).select(backup);
  }

  private static StackRecord record(CapturedStreams streams, Manifest manifest) {
    return Belongings.record(streams)
        .filter(StackRecord::isSeen)
        .orElseThrow(
            () ->
                Problem.of(
                        Code.BACKUP_NOT_FOUND,
                        "backup '%s' holds no record of its stack".formatted(manifest.backup()),
                        "it was made where no Docker engine answered: name another one, lifeboat"
                            + " list",
                        "or start the database yourself, then: lifeboat restore "
                            + manifest.backup())
                    .exception());
  }

  /** Nobody stops a service to hear then that the backup is damaged. */
  static void requireStored(Scene scene) {
    Contents contents = scene.repository().contents(scene.entry().trusted());
    Set<StreamName> needed = new HashSet<>(Belongings.names(scene.streams()));
    contents.items().forEach(item -> needed.addAll(item.streams()));
    StoredCheck.require(
        scene.repository(), scene.entry().trusted(), contents, needed, scene.progress());
  }
}
