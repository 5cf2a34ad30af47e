package dev.lifeboat;

import dev.lifeboat.cli.Conduct;
import dev.lifeboat.cli.HoldChoice;
import dev.lifeboat.cli.Released;
import dev.lifeboat.cli.Services;
import dev.lifeboat.ledger.Proof;
import dev.lifeboat.ledger.Verdicts;
import dev.lifeboat.problem.Code;
import dev.lifeboat.problem.ExitCode;
import dev.lifeboat.problem.Problem;
import dev.lifeboat.prune.PrunePlan;
import dev.lifeboat.prune.PruneRunner;
import dev.lifeboat.repository.BackupEntry;
import dev.lifeboat.repository.Backups;
import dev.lifeboat.repository.HeldBackup;
import dev.lifeboat.repository.Pruned;
import dev.lifeboat.repository.Repository;
import dev.lifeboat.repository.manifest.BackupId;
import dev.lifeboat.repository.manifest.Hold;
import dev.lifeboat.retention.Policy;
import dev.lifeboat.retention.Protection;
import dev.lifeboat.verify.Level;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Decides what stays: by policy and by hand. */
record Retained(Wiring wiring, String host, InstantSource clock) {
  private static final Duration GRACE = Duration.ofDays(7);

  Services.OpenPrune prune(Optional<Duration> grace, Verdicts verdicts, Recorder recorder) {
    Repository repository = wiring.repository();
    Stream<String> restored =
        verdicts.proofs().values().stream()
            .filter(proof -> proof.level() == Level.RESTORE)
            .map(Proof::backup);
    PruneRunner runner =
        new PruneRunner(
            repository,
            wiring.config().retention().map(Policy::of),
            new Protection.Verdicts(
                ids(restored),
                ids(verdicts.proofs().keySet().stream()),
                ids(verdicts.failures().keySet().stream())),
            grace.orElse(GRACE),
            host,
            clock);
    PrunePlan plan = runner.plan();
    return new Planned(runner, plan, recorder);
  }

  private static Set<BackupId> ids(Stream<String> ids) {
    return ids.flatMap(id -> BackupId.parse(id).stream()).collect(Collectors.toSet());
  }

  private record Planned(PruneRunner runner, PrunePlan plan, Recorder recorder)
      implements Services.OpenPrune {
    @Override
    public Pruned execute() {
      return recorder.record(
          run -> runner.execute(plan, run),
          pruned ->
              new Recorder.Outcome(
                  "",
                  pruned.problems().isEmpty() ? ExitCode.OK : ExitCode.PARTIAL,
                  pruned.bytes()));
    }
  }

  Hold hold(Conduct conduct, HoldChoice choice) {
    Repository repository = wiring.repository();
    BackupEntry entry =
        new Backups(repository.overview())
            .telling(conduct.progress()::warn)
            .select(choice.backup());
    return repository.hold(entry.id(), choice.reason(), choice.until(), host);
  }

  Released release(String backup) {
    Repository repository = wiring.repository();
    BackupId id = new Backups(repository.overview()).select(backup).id();
    int holds = repository.release(id);
    if (holds == 0) {
      throw Problem.of(
              Code.HOLD_NOT_FOUND,
              "backup '" + id + "' is not held",
              "see which ones are: lifeboat list")
          .exception();
    }
    return new Released(id.value(), holds);
  }

  /** Why backups are held at present, by their ids; by this host's clock. */
  static Map<String, String> held(Repository repository, InstantSource clock) {
    Map<String, String> held = new HashMap<>();
    List<HeldBackup> holds = repository.holds();
    for (HeldBackup hold : holds) {
      if (hold.holdsAt(clock.instant())) {
        held.putIfAbsent(hold.backup().value(), hold.words());
      }
    }
    return held;
  }
}
