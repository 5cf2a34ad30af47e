package dev.lifeboat.verify;

import dev.lifeboat.problem.Code;
import dev.lifeboat.problem.Problem;
import dev.lifeboat.repository.BackupEntry;
import dev.lifeboat.repository.Catalogue;
import dev.lifeboat.repository.InvalidAcceptance;
import dev.lifeboat.repository.Repository;
import dev.lifeboat.repository.manifest.BackupId;
import dev.lifeboat.repository.manifest.Manifest;
import dev.lifeboat.repository.manifest.Removal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Compares manifests with what others, and this host, know of them. Reads nothing else. */
public final class ChainCheck {
  private final Repository repository;

  public ChainCheck(Repository repository) {
    this.repository = repository;
  }

  /** Each manifest names the one before it, so that removed and replaced ones show. */
  public List<Finding> run(List<BackupEntry> verified) {
    Findings findings = new Findings();
    Map<BackupId, BackupEntry> all = byId(repository.backups());
    gaps(verified, all).stream()
        .filter(Manifest.Previous::recorded)
        .forEach(gone -> findings.add(gone(gone), gone.backup().value()));
    for (BackupEntry backup : verified) {
      // What a manifest that isn't trusted says of another is worth nothing.
      backup
          .manifest()
          .filter(_ -> backup.problem().isEmpty())
          .flatMap(Manifest::previous)
          .ifPresent(
              previous -> {
                BackupEntry there = all.get(previous.backup());
                if (there != null && !there.sha256().equals(previous.sha256())) {
                  findings.add(
                      Problem.of(
                          Code.MANIFEST_FORGED,
                          "the manifest of backup '%s' is not the one that backup '%s' saw"
                              .formatted(previous.backup(), backup.id())),
                      previous.backup().value());
                }
              });
    }
    for (InvalidAcceptance invalid : repository.invalidAcceptances()) {
      if (verified.stream().anyMatch(entry -> entry.id().value().equals(invalid.backup()))) {
        findings.add(invalid.problem(), invalid.backup());
      }
    }
    repository.newestKnown().flatMap(newest -> checkNewest(newest, all)).ifPresent(findings::add);
    return findings.list();
  }

  /**
   * Backups that are gone, and of which no record says that they were removed on purpose. Where a
   * record wasn't due, because an earlier version may have removed them, that means nothing.
   */
  public List<Manifest.Previous> gaps() {
    List<BackupEntry> entries = repository.backups();
    return gaps(entries, byId(entries));
  }

  private List<Manifest.Previous> gaps(List<BackupEntry> verified, Map<BackupId, BackupEntry> all) {
    Map<BackupId, List<Removal.Removed>> removed =
        repository.removed().stream().collect(Collectors.groupingBy(Removal.Removed::backup));
    return verified.stream()
        .filter(backup -> backup.problem().isEmpty())
        .flatMap(backup -> backup.manifest().stream())
        .flatMap(manifest -> manifest.previous().stream())
        .flatMap(previous -> gap(previous, all, removed).stream())
        .distinct()
        .toList();
  }

  private static Map<BackupId, BackupEntry> byId(List<BackupEntry> entries) {
    return entries.stream().collect(Collectors.toMap(BackupEntry::id, Function.identity()));
  }

  /**
   * Follows what a manifest says of the one before it, through those that were removed on purpose,
   * to one that is there, or to one that is gone and of which nobody says why.
   *
   * @return that one
   */
  private static Optional<Manifest.Previous> gap(
      Manifest.Previous first,
      Map<BackupId, BackupEntry> all,
      Map<BackupId, List<Removal.Removed>> removed) {
    Manifest.Previous at = first;
    for (int steps = 0; steps <= removed.size(); steps++) {
      Manifest.Previous named = at;
      if (all.containsKey(named.backup())) {
        return Optional.empty();
      }
      Optional<Removal.Removed> record =
          removed.getOrDefault(named.backup(), List.of()).stream()
              .filter(each -> each.is(named))
              .findFirst();
      if (record.isEmpty()) {
        return Optional.of(named);
      }
      if (record.get().previous().isEmpty()) {
        return Optional.empty();
      }
      at = record.get().previous().get();
    }
    return Optional.empty();
  }

  private static Problem gone(Manifest.Previous previous) {
    return Problem.of(
        Code.BACKUP_REMOVED,
        "backup '%s' is gone, and no prune removed it".formatted(previous.backup()),
        "fetch it from a copy, if there is one: lifeboat repair --from COPY",
        "if somebody removed it on purpose: lifeboat accept %s --reason TEXT"
            .formatted(previous.backup()),
        "else someone tampered with the repository");
  }

  private Optional<Finding> checkNewest(Catalogue.Newest newest, Map<BackupId, BackupEntry> all) {
    BackupEntry there = all.get(newest.backup());
    Problem problem;
    if (there == null && repository.newestExpected().isEmpty()) {
      return Optional.empty(); // a copy that is behind: a remark, which is not for here
    } else if (there == null) {
      problem =
          Problem.of(
              Code.BACKUP_NOT_FOUND,
              "backup '%s', the newest that this host knows of, is gone".formatted(newest.backup()),
              "if nobody removed it on purpose, someone tampered with the repository");
    } else if (there.problem().isEmpty() && !there.sha256().equals(newest.manifest())) {
      problem =
          Problem.of(
              Code.MANIFEST_FORGED,
              "the manifest of backup '%s' is not the one that this host made"
                  .formatted(newest.backup()));
    } else {
      return Optional.empty();
    }
    return Optional.of(new Finding(problem, List.of(newest.backup().value())));
  }
}
