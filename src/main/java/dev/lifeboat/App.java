package dev.lifeboat;

import dev.lifeboat.backup.BackupReport;
import dev.lifeboat.backup.BackupRunner;
import dev.lifeboat.backup.FactsFolder;
import dev.lifeboat.backup.Past;
import dev.lifeboat.cli.Accepted;
import dev.lifeboat.cli.AlertServices;
import dev.lifeboat.cli.AuditServices;
import dev.lifeboat.cli.BackupChoice;
import dev.lifeboat.cli.Conduct;
import dev.lifeboat.cli.CrontabServices;
import dev.lifeboat.cli.DaemonServices;
import dev.lifeboat.cli.DemoReport;
import dev.lifeboat.cli.DeployServices;
import dev.lifeboat.cli.DrillServices;
import dev.lifeboat.cli.DumpChoice;
import dev.lifeboat.cli.Elsewhere;
import dev.lifeboat.cli.ExportChoice;
import dev.lifeboat.cli.Exported;
import dev.lifeboat.cli.GuardServices;
import dev.lifeboat.cli.HoldChoice;
import dev.lifeboat.cli.ImportChoice;
import dev.lifeboat.cli.Imported;
import dev.lifeboat.cli.IncidentServices;
import dev.lifeboat.cli.KeyServices;
import dev.lifeboat.cli.Listing;
import dev.lifeboat.cli.MonitorServices;
import dev.lifeboat.cli.Named;
import dev.lifeboat.cli.OplogServices;
import dev.lifeboat.cli.Proved;
import dev.lifeboat.cli.RecoverServices;
import dev.lifeboat.cli.Released;
import dev.lifeboat.cli.RepairChoice;
import dev.lifeboat.cli.RestoreChoice;
import dev.lifeboat.cli.ServiceServices;
import dev.lifeboat.cli.Services;
import dev.lifeboat.cli.ShownBackup;
import dev.lifeboat.cli.StackServices;
import dev.lifeboat.cli.StorageServices;
import dev.lifeboat.cli.TeamServices;
import dev.lifeboat.cli.VerifyChoice;
import dev.lifeboat.cli.VolumesInFolder;
import dev.lifeboat.cli.demo.DemoRunner;
import dev.lifeboat.config.ConfigFiles;
import dev.lifeboat.doctor.DoctorReport;
import dev.lifeboat.io.TempFolder;
import dev.lifeboat.ledger.Ledger;
import dev.lifeboat.ledger.RunKind;
import dev.lifeboat.ledger.Verdicts;
import dev.lifeboat.monitor.Standing;
import dev.lifeboat.problem.Code;
import dev.lifeboat.problem.ExitCode;
import dev.lifeboat.problem.Problem;
import dev.lifeboat.problem.ProblemException;
import dev.lifeboat.progress.Interruption;
import dev.lifeboat.progress.Progress;
import dev.lifeboat.repository.BackupRequest;
import dev.lifeboat.repository.Repository;
import dev.lifeboat.repository.manifest.Hold;
import dev.lifeboat.service.LinuxHost;
import dev.lifeboat.setup.InitReport;
import dev.lifeboat.setup.InitRequest;
import dev.lifeboat.setup.InitRunner;
import dev.lifeboat.source.BackupSource;
import dev.lifeboat.source.LiveItem;
import dev.lifeboat.source.RestoreRequest;
import dev.lifeboat.source.RestoreTarget;
import dev.lifeboat.stack.StackName;
import dev.lifeboat.state.StateDatabase;
import dev.lifeboat.verify.RepairReport;
import dev.lifeboat.verify.VerifyReport;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * The composition root: builds what a command needs from the configuration, by hand. With {@link
 * Wiring} it is the one place that names concrete sources and storages.
 */
final class App implements Services {
  private final InstantSource clock;
  private final Map<String, String> environment;
  private final String version;

  App(InstantSource clock, Map<String, String> environment, String version) {
    this.clock = clock;
    this.environment = Map.copyOf(environment);
    this.version = version;
  }

  @Override
  public String version() {
    return version;
  }

  @Override
  public InitReport init(Conduct conduct, InitRequest request) {
    return new InitRunner(
            configs(),
            new Storages(clock)::fresh,
            Wiring::answers,
            config -> tryLogin(config, conduct.progress()),
            clock)
        .run(request);
  }

  @Override
  public BackupReport backup(Conduct conduct, BackupChoice choice) {
    Wiring wiring = wiring(conduct);
    guarding().tend(wiring, conduct.progress()::warn);
    return backup(
        conduct,
        wiring,
        choice,
        run -> {
          List<Problem> half = settle(wiring, run);
          VolumeBackups.unlock(wiring, run);
          return new HalfRestored(
              new Along(wiring.config(), environment).with(wiring.source(choice.fsyncLock())),
              half);
        });
  }

  @Override
  public BackupReport backupVolumes(Conduct conduct, BackupChoice choice, List<String> names) {
    Wiring wiring = wiring(conduct);
    guarding().tend(wiring, conduct.progress()::warn);
    VolumeBackups backups = new VolumeBackups(wiring, environment, clock);
    return backup(
        conduct,
        wiring,
        choice,
        run -> new Along(wiring.config(), environment).with(backups.source(names, run)));
  }

  private BackupReport backup(
      Conduct conduct,
      Wiring wiring,
      BackupChoice choice,
      Function<Progress, BackupSource> opening) {
    BackupReport made =
        recorder(wiring, RunKind.BACKUP, conduct)
            .record(
                run -> {
                  Repository repository = wiring.repository();
                  settling(wiring).run(run);
                  List<Problem> unfinished = Recovering.unfinished(wiring).problems();
                  try (BackupSource source = new HalfRestored(opening.apply(run), unfinished)) {
                    BackupRequest request = request(wiring, choice, source.kind());
                    return new BackupRunner(repository, run, past(wiring, repository))
                        .run(source, request);
                  }
                },
                report ->
                    new Recorder.Outcome(
                        report.manifest().backup().value(),
                        exit(report),
                        report.manifest().sourceBytes()));
    copying().afterBackup(wiring, conduct, made.manifest().backup().value());
    return made;
  }

  @Override
  public Listing list(Conduct conduct) {
    return inventory(conduct).list();
  }

  @Override
  public ShownBackup show(Conduct conduct, String backup) {
    return inventory(conduct).show(backup);
  }

  @Override
  public Accepted accept(Conduct conduct, String backup, String reason) {
    return new Acceptor(wiring(conduct).repository(), host()).accept(backup, reason);
  }

  @Override
  public List<LiveItem> live(Conduct conduct) {
    try (BackupSource source = wiring(conduct).source(false)) {
      return source.live();
    }
  }

  @Override
  public VerifyReport verify(Conduct conduct, VerifyChoice choice) {
    Wiring wiring = wiring(conduct);
    Recorder recorder = recorder(wiring, RunKind.VERIFY, conduct);
    return new Verification(wiring, recorder, environment, clock).run(choice);
  }

  @Override
  public RepairReport repair(Conduct conduct, RepairChoice choice) {
    Wiring wiring = wiring(conduct);
    Recorder recorder = recorder(wiring, RunKind.REPAIR, conduct);
    return new Repairing(configs(), wiring, recorder, clock).run(choice);
  }

  @Override
  public VolumesInFolder volumesToFolder(Conduct conduct, RestoreChoice choice, Path folder) {
    return volumes(wiring(conduct)).toFolder(conduct, choice, folder);
  }

  private Settling settling(Wiring wiring) {
    return new Settling(wiring, volumes(wiring));
  }

  private VolumeRestores volumes(Wiring wiring) {
    return new VolumeRestores(wiring, environment, clock);
  }

  @Override
  public Optional<Sleeping> sleeping(Conduct conduct, RestoreChoice choice) {
    boolean other =
        choice.elsewhere().namesServer()
            || choice.elsewhere().isWithoutConfig()
            || choice.volumes().isPresent();
    return other ? Optional.empty() : recovering().sleeping(conduct, choice.backup());
  }

  @Override
  public OpenRestore restore(Conduct conduct, RestoreChoice choice) {
    if (choice.volumes().isPresent()) {
      Wiring wiring = wiring(conduct);
      Settling.database(wiring, conduct.progress());
      return volumes(wiring).prepare(conduct, choice, recorder(wiring, RunKind.RESTORE, conduct));
    }
    Place place = Place.of(configs(), identities(conduct), conduct.config(), choice, clock);
    Wiring wiring = place.wiring();
    Repository repository = place.repository();
    if (!choice.elsewhere().namesServer()) {
      settling(wiring).run(conduct.progress());
    }
    place.passedOver().forEach(conduct.progress()::warn);
    place.warning().ifPresent(conduct.progress()::warn);
    RestoreRequest request =
        new RestoreRequest(
            choice.destination(),
            choice.selection(),
            choice.exact(),
            choice.users(),
            choice.requireQuiet(),
            choice.keepOld().orElse(wiring.config().keepOld()));
    Recorder recorder = recorder(wiring, RunKind.RESTORE, conduct);
    return new WholeBefore(place, choice, clock, conduct.progress())
        .naming(
            () ->
                new DatabaseRestore(wiring, environment, recorder)
                    .prepare(repository, place.backup(), request, conduct.progress(), place::roll));
  }

  @Override
  public Exported export(Conduct conduct, ExportChoice choice) {
    return exchange().export(conduct, wiring(conduct), choice);
  }

  @Override
  public Proved prove(Conduct conduct, DumpChoice choice) {
    conduct.interruption().check();
    try (Interruption.Registration _ =
        conduct.interruption().onRequest(Thread.currentThread()::interrupt)) {
      return new DumpProof(clock, environment, version).run(choice, conduct.progress());
    }
  }

  @Override
  public Imported importDump(Conduct conduct, ImportChoice choice) {
    return exchange().importDump(conduct, wiring(conduct), choice, host());
  }

  @Override
  public OpenPrune prune(Conduct conduct, Optional<Duration> grace) {
    Wiring wiring = wiring(conduct);
    Verdicts verdicts = new Inventory(wiring, conduct.progress(), clock).verdicts();
    return new Retained(wiring, host(), clock)
        .prune(grace, verdicts, recorder(wiring, RunKind.PRUNE, conduct));
  }

  @Override
  public Hold hold(Conduct conduct, HoldChoice choice) {
    return new Retained(wiring(conduct), host(), clock).hold(conduct, choice);
  }

  @Override
  public Released release(Conduct conduct, String backup) {
    return new Retained(wiring(conduct), host(), clock).release(backup);
  }

  private Exchange exchange() {
    return new Exchange(clock, environment, version);
  }

  @Override
  public OpenUndo undo(Conduct conduct, Elsewhere elsewhere) {
    Wiring wiring =
        Place.forUndo(configs(), identities(conduct), conduct.config(), elsewhere, clock);
    if (!elsewhere.namesServer()) {
      Settling.database(wiring, conduct.progress());
    }
    return new Undoing(wiring, volumes(wiring), conduct)
        .open(elsewhere, recorder(wiring, RunKind.UNDO, conduct));
  }

  @Override
  public Standing status(Conduct conduct) {
    Wiring wiring = wiring(conduct);
    guarding().tend(wiring, conduct.progress()::warn);
    teamwork().remind(wiring.config(), conduct.progress()::warn);
    return new Inventory(wiring, conduct.progress(), clock).status();
  }

  private Inventory inventory(Conduct conduct) {
    return new Inventory(wiring(conduct), conduct.progress(), clock);
  }

  @Override
  public DaemonServices daemon() {
    return new Serving(this::wiring, environment, host(), version, clock);
  }

  @Override
  public OplogServices oplog() {
    return new OplogSession(this::wiring, host(), clock);
  }

  @Override
  public CrontabServices crontabs() {
    return new Crontabs(configs(), environment, Crontabs.Places.USUAL, clock);
  }

  @Override
  public AlertServices alert() {
    return alerting();
  }

  private Alerting alerting() {
    return new Alerting(
        this::wiring,
        config -> StateDatabase.open(StatePlaces.of(config)),
        config -> auditor().head(config),
        host(),
        clock);
  }

  @Override
  public MonitorServices monitor() {
    return new Monitoring(this::wiring, environment, clock);
  }

  @Override
  public DoctorReport doctor(Conduct conduct) {
    return new Examination(() -> wiring(conduct), environment, clock).run();
  }

  @Override
  public Ledger ledger(Conduct conduct) {
    return wiring(conduct).ledger();
  }

  @Override
  public Named named(Conduct conduct, Elsewhere elsewhere) {
    return Place.server(elsewhere, environment)
        .orElseGet(() -> new Named("stack", stack(conduct).value()));
  }

  @Override
  public StorageServices storage() {
    return copying();
  }

  private Copying copying() {
    return new Copying(configs(), this::wiring, host(), clock);
  }

  @Override
  public DeployServices deploy() {
    return new Deploying(this, this::wiring, recovering(), environment, clock);
  }

  @Override
  public RecoverServices recover() {
    return recovering();
  }

  private Recovering recovering() {
    return new Recovering(this, this::wiring, environment, clock);
  }

  @Override
  public StackServices stacks() {
    return new Stacking(this::wiring, environment);
  }

  @Override
  public GuardServices guard() {
    return guarding();
  }

  private Guarding guarding() {
    return new Guarding(this, this::wiring, environment, host(), clock);
  }

  @Override
  public AuditServices audit() {
    return new Auditing(auditor(), this::wiring);
  }

  @Override
  public DrillServices drill() {
    return new Drilling(
        this::wiring,
        new Drilling.Here(System.getProperty("user.name", "unknown"), host(), version),
        (conduct, choice) -> backup(conduct, choice).manifest().backup().value(),
        config -> auditor().head(config),
        environment,
        clock);
  }

  @Override
  public TeamServices team() {
    return teamwork();
  }

  @Override
  public IncidentServices incidents() {
    return new Responding(
        this, this::wiring, System.getProperty("user.name", "unknown"), host(), clock);
  }

  @Override
  public ServiceServices service() {
    return new Servicing(this::wiring, new LinuxHost());
  }

  private Teamwork teamwork() {
    return new Teamwork(this::wiring, System.getProperty("user.name", "unknown"), host(), clock);
  }

  /** The same, with all that is done written into the audit log of this host. */
  Services audited() {
    return AuditedServices.around(this, auditor());
  }

  private Auditor auditor() {
    String user = System.getProperty("user.name", "unknown");
    return new Auditor(configs(), environment, user, host(), clock, this::wiring);
  }

  @Override
  public KeyServices keys() {
    return new Keyring(configs(), environment, clock);
  }

  @Override
  public StackName stack(Conduct conduct) {
    try {
      return wiring(conduct).config().stack();
    } catch (ProblemException e) {
      return LostVariables.stack(configs(), conduct.config()).orElseThrow(() -> e);
    }
  }

  @Override
  public DemoReport demo(Conduct conduct, Consumer<String> narrator) {
    try (TempFolder folder = TempFolder.create("lifeboat-demo-")) {
      // The demo leaves no trace in this host's state, and reads no variable of this shell.
      Map<String, String> own = Map.of("LIFEBOAT_STATE", folder.path().resolve("state").toString());
      return new DemoRunner(new App(clock, own, version), clock, narrator)
          .run(conduct, folder.path());
    }
  }

  /** A server that isn't there yet is no reason against a set-up; a wrong password is. */
  private void tryLogin(Path config, Progress progress) {
    Optional<String> untried;
    try {
      Wiring wiring = new Wiring(configs().read(Optional.of(config)), clock);
      untried = wiring.login();
    } catch (ProblemException e) {
      if (e.problems().getFirst().code() == Code.MONGO_AUTHENTICATION) {
        throw e;
      }
      untried = Optional.of(e.problems().getFirst().message());
    }
    untried.ifPresent(
        why -> progress.warn("the login was not tried: %s; later: lifeboat doctor".formatted(why)));
  }

  private ConfigFiles configs() {
    return new ConfigFiles(environment, Path.of(""));
  }

  private Wiring wiring(Conduct conduct) {
    IdentityLoader identities = identities(conduct);
    return conduct.elsewhere().repository().isPresent()
        ? new Visit(
                configs(),
                identities,
                Home.of(configs(), conduct.config()),
                conduct.elsewhere(),
                clock,
                conduct.progress()::warn)
            .wiring()
        : new Wiring(configs().read(Optional.of(conduct.config())), clock, identities);
  }

  private IdentityLoader identities(Conduct conduct) {
    return new IdentityLoader(conduct.secrets(), environment);
  }

  private static Recorder recorder(Wiring wiring, RunKind kind, Conduct conduct) {
    return new Recorder(wiring.ledger(), kind, wiring.config().stack().value(), conduct);
  }

  /**
   * A backup doesn't need what settling needs, such as a primary and the right to write.
   *
   * @return what is half restored all the same
   */
  private static List<Problem> settle(Wiring wiring, Progress progress) {
    try (RestoreTarget target = wiring.target()) {
      target.recover(progress).forEach(progress::warn);
      return target.halfRestored();
    } catch (ProblemException e) {
      progress.warn("could not look for interrupted restores: " + e.getMessage());
      return List.of();
    }
  }

  private BackupRequest request(Wiring wiring, BackupChoice choice, String source) {
    return new BackupRequest(
            wiring.config().stack().value(),
            source,
            choice.reason(),
            choice.tags(),
            choice.minFree().orElse(wiring.config().minFree()).bytes(),
            host(),
            version)
        .with(auditor().head(wiring.config()));
  }

  private static Past past(Wiring wiring, Repository repository) {
    return new Past(repository, new FactsFolder(wiring.config().state(), repository.id()));
  }

  private static ExitCode exit(BackupReport report) {
    if (!report.missing().isEmpty()) {
      return ExitCode.PARTIAL;
    }
    return report.suspicious() ? ExitCode.SUSPICIOUS : ExitCode.OK;
  }

  /** As the kernel has it: to ask for it in Java asks the name servers, which may be away. */
  private static String host() {
    try {
      String name = Files.readString(Path.of("/proc/sys/kernel/hostname")).strip();
      if (!name.isEmpty()) {
        return name;
      }
    } catch (IOException e) {
      // Not Linux.
    }
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return "unknown";
    }
  }
}
