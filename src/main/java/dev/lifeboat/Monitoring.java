package dev.lifeboat;

import dev.lifeboat.cli.Conduct;
import dev.lifeboat.cli.MonitorServices;
import dev.lifeboat.config.Config;
import dev.lifeboat.config.Encryption;
import dev.lifeboat.docker.Engine;
import dev.lifeboat.guard.Guard;
import dev.lifeboat.guard.GuardStatus;
import dev.lifeboat.io.FileException;
import dev.lifeboat.ledger.ExpectedRuns;
import dev.lifeboat.ledger.RunResult;
import dev.lifeboat.monitor.Beat;
import dev.lifeboat.monitor.Chronicle;
import dev.lifeboat.monitor.ExpectedRun;
import dev.lifeboat.monitor.Facts;
import dev.lifeboat.monitor.Judge;
import dev.lifeboat.monitor.MonitorFolder;
import dev.lifeboat.monitor.MonitorReport;
import dev.lifeboat.monitor.Room;
import dev.lifeboat.monitor.Seen;
import dev.lifeboat.monitor.Spread;
import dev.lifeboat.monitor.Stock;
import dev.lifeboat.monitor.Verdict;
import dev.lifeboat.problem.Code;
import dev.lifeboat.problem.Observation;
import dev.lifeboat.problem.ProblemException;
import dev.lifeboat.progress.Progress;
import dev.lifeboat.repository.manifest.Manifest;
import dev.lifeboat.schedule.JobKind;
import dev.lifeboat.source.BackupSource;
import dev.lifeboat.source.Item;
import dev.lifeboat.source.LiveItem;
import dev.lifeboat.source.SourceKind;
import dev.lifeboat.state.StateDatabase;
import dev.lifeboat.storage.Storage;
import dev.lifeboat.storage.StorageException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;

/** Asks everything that the monitor judges, and remembers since when it is so. */
record Monitoring(
    Function<Conduct, Wiring> wirings, Map<String, String> environment, InstantSource clock)
    implements MonitorServices {
  /** For all questions together. */
  private static final Duration LIMIT = Duration.ofSeconds(25);

  @Override
  public MonitorReport monitor(Conduct conduct) {
    return look(wirings.apply(conduct).config(), conduct.progress()::warn);
  }

  /**
   * Looks and judges.
   *
   * @param warn told what can't be remembered
   */
  MonitorReport look(Config config, Consumer<String> warn) {
    MonitorFolder folder = new MonitorFolder(config.state(), config.stack().value());
    Facts facts = facts(config, folder);
    Instant now = clock.instant();
    List<Verdict> verdicts =
        Stream.concat(
                Judge.judge(facts, now).stream(),
                new Teamwork(wirings, "", "", clock).verdicts(config).stream())
            .toList();
    MonitorReport report = new MonitorReport(config.stack().value(), now, verdicts);
    try {
      verdicts = folder.chronicle().date(verdicts);
      report = new MonitorReport(config.stack().value(), now, verdicts);
      folder.remember(Chronicle.of(verdicts));
      folder.remember(report);
      if (facts.room() instanceof Seen.Known<Room>(Room room)) {
        folder.remember(new Room.Sample(now, room.free()));
      }
    } catch (FileException e) {
      warn.accept("since when things are so can't be remembered: " + e.getMessage());
    }
    return report;
  }

  private Facts facts(Config config, MonitorFolder folder) {
    // Nobody is there to type a passphrase.
    Wiring wiring = new Wiring(config, clock);
    Inventory inventory = new Inventory(wiring, Progress.silent(), clock);
    try (Asking asking = new Asking(LIMIT)) {
      var looks =
          asking.ask(() -> Seen.known(new Examination(() -> wiring, environment, clock).glance()));
      var room = asking.ask(() -> room(config, folder));
      var anchor = asking.ask(() -> anchor(config));
      var certificates = asking.ask(() -> new Certificates(config).look());
      var taken = asking.ask(() -> Seen.known(inventory.take())).answer();
      var spread = asking.ask(() -> spread(config, taken));
      var key = asking.ask(() -> key(config, taken));
      var documents = asking.ask(() -> documents(wiring, taken));
      var runs = asking.ask(() -> runs(config, inventory, taken));
      return new Facts(
          config.watching().objectives(),
          config.watching().monitor(),
          stock(taken),
          documents.answer(),
          runs.answer(),
          room.answer(),
          spread.answer(),
          key.answer(),
          looks.answer(),
          certificates.answer(),
          anchor.answer(),
          daemon(config, folder));
    }
  }

  private static <T, R> Seen<R> then(Seen<T> seen, Function<T, Seen<R>> next) {
    return switch (seen) {
      case Seen.Known<T>(T value) -> next.apply(value);
      case Seen.Unknown<T>(String why, List<String> commands) -> new Seen.Unknown<>(why, commands);
      case Seen.Without<T> _ -> Seen.without();
    };
  }

  private static Seen<Stock> stock(Seen<Inventory.Taken> taken) {
    return then(taken, found -> Seen.known(new Stocktaking(found).stock()));
  }

  private Seen<Spread> spread(Config config, Seen<Inventory.Taken> taken) {
    return config.copy().isEmpty()
        ? Seen.without()
        : then(taken, found -> Seen.known(new Spreading(config, clock).look(found.entries())));
  }

  private Seen<List<ExpectedRun>> runs(
      Config config, Inventory inventory, Seen<Inventory.Taken> taken) {
    List<ExpectedRun> written = written(config);
    if (!written.isEmpty()) {
      return Seen.known(written);
    }
    return then(
        taken,
        found ->
            Seen.known(
                new Stocktaking(found)
                    .slots(
                        inventory,
                        config.watching().objectives().pointOrUsual(SourceKind.DATABASE),
                        config.watching().monitor().successWindow(),
                        clock.instant())));
  }

  /**
   * What a daemon wrote down of backups that were due: the last attempt of each, if there is one.
   */
  private List<ExpectedRun> written(Config config) {
    if (config.daemon().jobs().isEmpty()) {
      return List.of();
    }
    Instant from = clock.instant().minus(config.watching().monitor().successWindow());
    Map<String, dev.lifeboat.ledger.ExpectedRun> last = new HashMap<>();
    new ExpectedRuns(StateDatabase.open(StatePlaces.of(config)), config.stack().value())
        .since(from).stream()
            .filter(run -> run.kind() == JobKind.BACKUP || run.kind() == JobKind.VOLUMES)
            .filter(run -> run.result() != RunResult.SKIPPED)
            .forEach(
                run ->
                    last.merge(
                        run.job() + " " + run.due(),
                        run,
                        (one, other) -> one.attempt() > other.attempt() ? one : other));
    return last.values().stream().map(Monitoring::expected).toList();
  }

  private static ExpectedRun expected(dev.lifeboat.ledger.ExpectedRun run) {
    boolean over = run.result() != RunResult.RUNNING;
    return new ExpectedRun(
        run.job(),
        run.due(),
        over ? Optional.of(run.result().good()) : Optional.empty(),
        run.result() + (run.message().isEmpty() ? "" : ": " + run.message()));
  }

  private Seen<Room> room(Config config, MonitorFolder folder) {
    try (Storage storage = new Storages(clock).existing(config.repository())) {
      Optional<Long> free = storage.freeBytes();
      return free.isEmpty()
          ? Seen.without()
          : Seen.known(new Room(free.get(), config.minFree().bytes(), samples(folder)));
    } catch (StorageException e) {
      return Seen.unknown(e.getMessage() == null ? "the storage fails" : e.getMessage());
    }
  }

  private static List<Room.Sample> samples(MonitorFolder folder) {
    try {
      return folder.samples();
    } catch (FileException e) {
      return List.of();
    }
  }

  private Seen<GuardStatus> anchor(Config config) {
    String project = Engines.project(config);
    if (!Guard.isOrdered(config.state(), project)) {
      return Seen.without();
    }
    try (Engine engine = new Engines(config, environment).connect()) {
      return Seen.known(new Guard(engine, project, config.state(), clock).status());
    }
  }

  /** Opens what the newest backup says of itself: with the wrong key that fails. */
  private static Seen<Observation> key(Config config, Seen<Inventory.Taken> taken) {
    if (config.encryption() instanceof Encryption.None) {
      return Seen.without();
    }
    return then(
        taken,
        found -> {
          Optional<Manifest> newest = found.standing().newest();
          if (newest.isEmpty()) {
            return Seen.without();
          }
          try {
            if (!found.repository().canOpen()) {
              return Seen.known(
                  Observation.ok("key", "this host has public keys only: it opens no backup"));
            }
            var _ = found.repository().contents(newest.get());
            return Seen.known(
                Observation.ok(
                    "key", "the identity here opens backup '%s'".formatted(newest.get().backup())));
          } catch (ProblemException e) {
            return e.problems().getFirst().code() == Code.KEY_MISSING
                ? Seen.known(
                    Observation.ok(
                        "key", "the identity is sealed: whether it opens: lifeboat key test"))
                : Seen.known(Observation.of("key", e));
          }
        });
  }

  /** By how many documents collections differ; those that changed in place don't show. */
  private static Seen<Long> documents(Wiring wiring, Seen<Inventory.Taken> taken) {
    return then(
        taken,
        found -> {
          Optional<Manifest> newest =
              found
                  .standing()
                  .newest()
                  .filter(manifest -> manifest.source().equals(SourceKind.DATABASE));
          if (newest.isEmpty() || !found.repository().canOpen()) {
            return Seen.without();
          }
          Map<String, Long> stored = new HashMap<>();
          for (Item item : found.repository().contents(newest.get()).items()) {
            item.state().ifPresent(state -> stored.put(item.name(), state.documents()));
          }
          long changed = 0;
          try (BackupSource source = wiring.source(false)) {
            for (LiveItem item : source.live()) {
              long before = Optional.ofNullable(stored.remove(item.name())).orElse(0L);
              changed += Math.abs(item.documents() - before);
            }
          }
          changed += stored.values().stream().mapToLong(Long::longValue).sum();
          return Seen.known(changed);
        });
  }

  /** Where jobs are configured, or a daemon ever ran, it shall be alive. */
  private static Seen<Beat> daemon(Config config, MonitorFolder folder) {
    try {
      Optional<Instant> last = folder.beat();
      if (last.isPresent()) {
        return Seen.known(new Beat(last.get(), Watchtower.PATIENCE));
      }
      return config.daemon().jobs().isEmpty()
          ? Seen.without()
          : Seen.unknown("the daemon never ran on this host", "lifeboat serve");
    } catch (FileException e) {
      return Seen.unknown(String.valueOf(e.getMessage()), "lifeboat doctor");
    }
  }
}
