package dev.lifeboat;

import dev.lifeboat.cli.Listing;
import dev.lifeboat.cli.ShownBackup;
import dev.lifeboat.config.WatchSettings;
import dev.lifeboat.io.FileException;
import dev.lifeboat.ledger.Proof;
import dev.lifeboat.ledger.Proofs;
import dev.lifeboat.ledger.RunEvent;
import dev.lifeboat.ledger.RunKind;
import dev.lifeboat.ledger.Verdicts;
import dev.lifeboat.monitor.Facts;
import dev.lifeboat.monitor.Judge;
import dev.lifeboat.monitor.Metric;
import dev.lifeboat.monitor.Spread;
import dev.lifeboat.monitor.Standing;
import dev.lifeboat.problem.Problem;
import dev.lifeboat.problem.ProblemException;
import dev.lifeboat.progress.Progress;
import dev.lifeboat.recovery.HalfSwap;
import dev.lifeboat.recovery.Unfinished;
import dev.lifeboat.repository.BackupEntry;
import dev.lifeboat.repository.Backups;
import dev.lifeboat.repository.Repository;
import dev.lifeboat.repository.manifest.Contents;
import dev.lifeboat.repository.manifest.Manifest;
import dev.lifeboat.verify.Coverage;
import dev.lifeboat.verify.ObjectChecks;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What there is: the backups, and how the stack stands.
 *
 * @param progress is told what can't be known
 */
record Inventory(Wiring wiring, Progress progress, InstantSource clock) {
  Listing list() {
    Repository repository = wiring.repository();
    return new Listing(
        wiring.config().stack().value(),
        repository.location(),
        new Backups(repository.overview()),
        verdicts(),
        Retained.held(repository, clock),
        coverage(repository),
        clock.instant());
  }

  ShownBackup show(String backup) {
    Repository repository = wiring.repository();
    BackupEntry entry = new Backups(repository.backups()).telling(progress::warn).select(backup);
    Optional<Contents> contents =
        entry.problem().isEmpty() && repository.canOpen()
            ? entry.manifest().map(repository::contents)
            : Optional.empty();
    Optional<String> held =
        Optional.ofNullable(Retained.held(repository, clock).get(entry.id().value()));
    String id = entry.id().value();
    Verdicts verdicts = verdicts();
    ShownBackup.Seen seen =
        new ShownBackup.Seen(
            Optional.ofNullable(verdicts.proofs().get(id)),
            Optional.ofNullable(verdicts.failures().get(id)),
            Optional.ofNullable(coverage(repository).get(id)),
            clock.instant());
    return new ShownBackup(entry, repository.location(), contents, held, seen);
  }

  Standing status() {
    Taken taken = take();
    Spread spread = new Spreading(wiring.config(), clock).look(taken.entries());
    WatchSettings watching = wiring.config().watching();
    Facts facts =
        Facts.ofRepository(
            watching.objectives(), watching.monitor(), new Stocktaking(taken).stock(), spread);
    return taken
        .standing()
        .with(spread)
        .judged(
            Judge.judge(facts, taken.standing().now()).stream()
                .filter(verdict -> verdict.metric() != Metric.ROOM)
                .toList());
  }

  /** All that is there, for the monitor. */
  Taken take() {
    Repository repository = wiring.repository();
    Backups backups = new Backups(repository.overview());
    Optional<Standing.Measured> last = lastRestore();
    Verdicts verdicts = verdicts();
    Map<String, Proof> proofs = verdicts.proofs();
    Optional<Manifest> newest = backups.without(verdicts.failures().keySet()).newestGood();
    Standing standing =
        Standing.of(
            wiring.config().stack().value(),
            clock.instant(),
            newest,
            backups.entries().size(),
            last.or(() -> Proofs.newestRestore(proofs.values()).map(Inventory::measured)),
            newest.map(manifest -> proofs.get(manifest.backup().value())),
            problems(repository, backups, verdicts, unfinished()));
    return new Taken(repository, backups.entries(), verdicts, standing, lastRestored());
  }

  /**
   * What was found in one look.
   *
   * @param restored when a backup was last restored in earnest on this host
   */
  record Taken(
      Repository repository,
      List<BackupEntry> entries,
      Verdicts verdicts,
      Standing standing,
      Optional<Instant> restored) {}

  /** What was cut off, for which services may stay stopped. */
  private List<String> unfinished() {
    try (Unfinished recovery = Recovering.unfinished(wiring);
        HalfSwap swap = Recovering.swap(wiring)) {
      List<String> words = new ArrayList<>();
      for (Problem problem : recovery.problems()) {
        words.add(problem.message() + ": " + String.join("; ", problem.hints()));
      }
      if (swap.isThere()) {
        words.add(
            "a restore of the database is under way, or was cut off during its swap: the next"
                + " backup or restore settles it; or: lifeboat recover give-up");
      }
      return words;
    }
  }

  private static List<String> problems(
      Repository repository, Backups backups, Verdicts verdicts, List<String> unfinished) {
    List<String> problems = new ArrayList<>(unfinished);
    for (BackupEntry entry : backups.entries()) {
      entry.problem().ifPresent(problem -> problems.add(problem.message()));
      Optional.ofNullable(verdicts.failures().get(entry.id().value()))
          .ifPresent(failure -> problems.add(failure.words()));
      if (entry.problem().isEmpty() && entry.suspicious()) {
        problems.add(
            "backup '%s' is suspicious, and 'latest' passes over it: lifeboat show %s"
                .formatted(entry.id(), entry.id()));
      }
    }
    repository.invalidAcceptances().forEach(invalid -> problems.add(invalid.problem().message()));
    repository
        .newestKnown()
        .filter(newest -> backups.entries().stream().noneMatch(e -> e.id().equals(newest.backup())))
        .ifPresent(
            newest ->
                problems.add(
                    "backup '%s', the newest that this host knows of, is gone"
                        .formatted(newest.backup())));
    return problems;
  }

  /** How fast restores are is worth knowing; how the stack stands doesn't depend on it. */
  private Optional<Standing.Measured> lastRestore() {
    try {
      return newestRestore().map(Inventory::measured);
    } catch (ProblemException e) {
      progress.warn(e.problems().getFirst().message());
      return Optional.empty();
    }
  }

  private Optional<Instant> lastRestored() {
    try {
      return newestRestore().map(RunEvent.Ended::at);
    } catch (ProblemException e) {
      // The warning is that of lastRestore.
      return Optional.empty();
    }
  }

  private Optional<RunEvent.Ended> newestRestore() {
    return wiring.ledger().newestGood(RunKind.RESTORE).flatMap(run -> run.ended());
  }

  private Map<String, Coverage> coverage(Repository repository) {
    try {
      return ObjectChecks.coverage(wiring.checks(repository));
    } catch (FileException e) {
      progress.warn("what was read on this host is not known: " + e.getMessage());
      return Map.of();
    }
  }

  /** What this host's verifications found; nothing, with a warning, if that can't be read. */
  Verdicts verdicts() {
    try {
      return wiring.proofs().verdicts();
    } catch (FileException e) {
      progress.warn("what was verified on this host is not known: " + e.getMessage());
      return Verdicts.NONE;
    }
  }

  private static Standing.Measured measured(Proof proof) {
    return new Standing.Measured(proof.bytes(), proof.took());
  }

  private static Standing.Measured measured(RunEvent.Ended ended) {
    return new Standing.Measured(ended.bytes(), ended.took());
  }
}
