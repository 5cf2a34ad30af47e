package dev.lifeboat;

import dev.lifeboat.ledger.Proof;
import dev.lifeboat.ledger.RunEvent;
import dev.lifeboat.ledger.RunKind;
import dev.lifeboat.monitor.ExpectedRun;
import dev.lifeboat.monitor.Slots;
import dev.lifeboat.monitor.Standing;
import dev.lifeboat.monitor.Stock;
import dev.lifeboat.problem.ProblemException;
import dev.lifeboat.repository.BackupEntry;
import dev.lifeboat.repository.manifest.Manifest;
import dev.lifeboat.source.SourceKind;
import dev.lifeboat.units.Moments;
import dev.lifeboat.verify.Level;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Puts what is in the repository into the monitor's words. */
record Stocktaking(Inventory.Taken taken) {
  Stock stock() {
    Standing standing = taken.standing();
    Set<String> there =
        taken.entries().stream().map(entry -> entry.id().value()).collect(Collectors.toSet());
    List<Proof> proofs =
        taken.verdicts().proofs().values().stream()
            .filter(proof -> there.contains(proof.backup()))
            .toList();
    return new Stock(
        taken.entries().stream().flatMap(entry -> backup(entry).stream()).toList(),
        standing.problems().stream()
            .filter(problem -> !problem.contains("is suspicious, and 'latest'"))
            .toList(),
        proofs.stream().map(Proof::at).max(Instant::compareTo),
        Stream.concat(
                taken.verdicts().proofs().values().stream()
                    .filter(proof -> proof.level() == Level.RESTORE)
                    .map(Proof::at),
                taken.restored().stream())
            .max(Instant::compareTo),
        standing
            .newest()
            .flatMap(
                newest ->
                    standing
                        .restoreTime()
                        .map(
                            time ->
                                new Stock.Forecast(
                                    newest.sourceBytes(), time, standing.measured()))));
  }

  private Optional<Stock.Backup> backup(BackupEntry entry) {
    return entry
        .manifest()
        .filter(manifest -> !manifest.source().equals(SourceKind.FORENSIC) && !entry.imported())
        .map(
            manifest ->
                new Stock.Backup(
                    entry.id().value(),
                    manifest.source(),
                    manifest.moment(),
                    manifest.sourceBytes(),
                    manifest.newBytes(),
                    manifest.complete(),
                    entry.suspicious(),
                    anomalies(entry, manifest),
                    entry.problem().isEmpty()
                        && !taken.verdicts().failures().containsKey(entry.id().value())));
  }

  /** By collection where this host can open the backup, else by kind. */
  private List<String> anomalies(BackupEntry entry, Manifest manifest) {
    if (!entry.suspicious()) {
      return List.of();
    }
    List<String> kinds =
        manifest.judgement().anomalies().stream()
            .map(count -> count.kind() + (count.count() == 1 ? "" : " x " + count.count()))
            .toList();
    boolean newest = taken.entries().getLast().equals(entry);
    if (newest && entry.problem().isEmpty() && taken.repository().canOpen()) {
      try {
        List<String> words = taken.repository().contents(manifest).anomalies();
        return words.isEmpty() ? kinds : words;
      } catch (ProblemException e) {
        return kinds;
      }
    }
    return kinds;
  }

  /**
   * The runs that the objective asks for, where no daemon wrote down which were due.
   *
   * @param window how far back
   */
  List<ExpectedRun> slots(Inventory inventory, Duration each, Duration window, Instant now) {
    List<Instant> good = new ArrayList<>();
    Set<String> others =
        taken.entries().stream()
            .filter(
                entry ->
                    entry
                        .manifest()
                        .filter(manifest -> manifest.source().equals(SourceKind.DATABASE))
                        .isEmpty())
            .map(entry -> entry.id().value())
            .collect(Collectors.toSet());
    taken.entries().stream()
        .flatMap(entry -> backup(entry).stream())
        .filter(backup -> backup.source().equals(SourceKind.DATABASE) && backup.good())
        .forEach(backup -> good.add(backup.moment()));
    good.addAll(fromLedger(inventory, others, now.minus(window).minus(each)));
    return Slots.of(now.minus(window), now, each, good);
  }

  /** Backups that were pruned since were made all the same. */
  private static List<Instant> fromLedger(Inventory inventory, Set<String> others, Instant from) {
    String earliest = Moments.compact(from);
    return inventory.wiring().ledger().ids().stream()
        .takeWhile(id -> id.compareTo(earliest) >= 0)
        .filter(id -> id.endsWith("-" + RunKind.BACKUP))
        .flatMap(id -> inventory.wiring().ledger().read(id).stream())
        .flatMap(run -> run.ended().stream())
        .filter(ended -> ended.exit() == 0 && !others.contains(ended.backup()))
        .map(RunEvent.Ended::at)
        .toList();
  }
}
