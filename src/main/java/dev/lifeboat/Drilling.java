package dev.lifeboat;

import dev.lifeboat.cli.BackupChoice;
import dev.lifeboat.cli.Conduct;
import dev.lifeboat.cli.DrillChoice;
import dev.lifeboat.cli.DrillServices;
import dev.lifeboat.config.Config;
import dev.lifeboat.config.Encryption;
import dev.lifeboat.drill.AuditSpan;
import dev.lifeboat.drill.Canary;
import dev.lifeboat.drill.DatabaseStage;
import dev.lifeboat.drill.DrillFolder;
import dev.lifeboat.drill.DrillJson;
import dev.lifeboat.drill.DrillOrder;
import dev.lifeboat.drill.DrillRecord;
import dev.lifeboat.drill.DrillRunner;
import dev.lifeboat.drill.DrillServers;
import dev.lifeboat.drill.DrillVerdict;
import dev.lifeboat.drill.KeptDrill;
import dev.lifeboat.drill.MutantStage;
import dev.lifeboat.drill.Mutants;
import dev.lifeboat.drill.Production;
import dev.lifeboat.drill.SignOff;
import dev.lifeboat.drill.Stage;
import dev.lifeboat.drill.WatchedStorage;
import dev.lifeboat.ledger.RunKind;
import dev.lifeboat.problem.Code;
import dev.lifeboat.problem.ExitCode;
import dev.lifeboat.problem.Problem;
import dev.lifeboat.progress.Progress;
import dev.lifeboat.repository.BackupEntry;
import dev.lifeboat.repository.Catalogue;
import dev.lifeboat.repository.MemoryCatalogue;
import dev.lifeboat.repository.Repository;
import dev.lifeboat.repository.crypto.SigningKey;
import dev.lifeboat.repository.manifest.AuditHead;
import java.nio.file.Files;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;

/** Rehearses recoveries of what one configuration describes. */
record Drilling(
    Function<Conduct, Wiring> wirings,
    Here here,
    BiFunction<Conduct, BackupChoice, String> backups,
    Function<Config, Optional<AuditHead>> audit,
    Map<String, String> environment,
    InstantSource clock)
    implements DrillServices {
  /** Who runs this, and on what. */
  record Here(String account, String host, String version) {}

  @Override
  public KeptDrill run(Conduct conduct, DrillChoice choice) {
    Wiring wiring = wirings.apply(conduct);
    Recorder recorder =
        new Recorder(wiring.ledger(), RunKind.DRILL, wiring.config().stack().value(), conduct);
    Optional<AuditHead> head = audit.apply(wiring.config());
    Optional<Canary> canary = new Canaries(wiring, backups, clock).plant(conduct, choice);
    return recorder.record(
        run -> rehearse(wiring, choice, canary, head, run),
        kept ->
            new Recorder.Outcome(
                kept.record().sources().stream().findFirst().map(source -> source.id()).orElse(""),
                kept.record().verdict() == DrillVerdict.FAIL
                    ? ExitCode.VERIFICATION_FAILED
                    : ExitCode.OK,
                kept.record().bytes()));
  }

  private KeptDrill rehearse(
      Wiring wiring,
      DrillChoice choice,
      Optional<Canary> canary,
      Optional<AuditHead> head,
      Progress progress) {
    DrillOrder order = new DrillOrders(wiring, here, clock).order(choice);
    DrillRunner.Ended ended =
        new DrillRunner(clock)
            .run(
                order,
                stage(wiring, choice, canary, progress),
                List.of(),
                () -> span(head, audit.apply(wiring.config())));
    KeptDrill kept = keep(wiring.config(), ended.record());
    ended
        .problem()
        .ifPresent(
            problem -> {
              throw problem;
            });
    return kept;
  }

  private Stage stage(
      Wiring wiring, DrillChoice choice, Optional<Canary> canary, Progress progress) {
    return switch (choice.scenario()) {
      case DATABASE -> database(wiring, choice, canary, progress);
      case VOLUME, INTEGRITY, FULL, HOST_LOST, POINT_IN_TIME, KEY_LOST ->
          throw Problem.of(
                  Code.DRILL_REFUSED,
                  "the scenario '%s' can't be rehearsed here".formatted(choice.scenario()),
                  "rehearse another: lifeboat drill run database")
              .exception();
    };
  }

  private Stage database(
      Wiring wiring, DrillChoice choice, Optional<Canary> canary, Progress progress) {
    WatchedStorage watched = new WatchedStorage(wiring.storage());
    Repository repository = wiring.view(watched, wiring.cipher(), new MemoryCatalogue());
    Function<Repository, BackupEntry> chosen =
        opened -> DrillOrders.chosen(opened, choice, canary.map(Canary::backup));
    DrillServers servers =
        new DrillMongoDb(new ThrowawayMongoDb(choice.mongod(), environment, clock));
    Production production = new Live(wiring);
    Stage stage =
        new DatabaseStage(
            watched, repository, chosen, servers, production, canary, clock, progress);
    return choice.mutants()
        ? new MutantStage(
            stage,
            () ->
                new Mutants(
                    watched,
                    new DrillViews(wiring, newest(repository)),
                    chosen.apply(repository),
                    wiring.config().encryption() instanceof Encryption.Age,
                    servers,
                    production,
                    Progress.silent()))
        : stage;
  }

  private static Optional<Catalogue.Newest> newest(Repository repository) {
    return repository.backups().stream()
        .reduce((_, later) -> later)
        .map(entry -> new Catalogue.Newest(entry.id(), entry.sha256()));
  }

  private static Optional<AuditSpan> span(Optional<AuditHead> first, Optional<AuditHead> last) {
    return last.map(
        head ->
            new AuditSpan(
                head.log(),
                first
                    .filter(before -> before.log().equals(head.log()))
                    .map(AuditHead::entry)
                    .orElse(1L),
                head.entry(),
                head.sha256().hex()));
  }

  private KeptDrill keep(Config config, DrillRecord record) {
    byte[] report = DrillJson.print(record);
    Optional<byte[]> signature =
        config.signingKey().filter(Files::exists).map(file -> SigningKey.read(file).sign(report));
    return new DrillFolder(config.state()).keep(record, report, signature);
  }

  @Override
  public List<KeptDrill> list(Conduct conduct) {
    return new DrillFolder(wirings.apply(conduct).config().state()).all();
  }

  @Override
  public KeptDrill show(Conduct conduct, String drill) {
    return new DrillFolder(wirings.apply(conduct).config().state()).find(drill);
  }

  @Override
  public SignOff sign(
      Conduct conduct, String drill, String role, Optional<String> person, Optional<String> note) {
    DrillFolder folder = new DrillFolder(wirings.apply(conduct).config().state());
    KeptDrill kept = folder.find(drill);
    SignOff signOff = kept.signedBy(role, person.orElse(here.account()), clock.instant(), note);
    folder.sign(signOff);
    return signOff;
  }
}
