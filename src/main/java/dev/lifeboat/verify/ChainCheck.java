package dev.lifeboat.verify;

import dev.lifeboat.problem.Code;
import dev.lifeboat.problem.Problem;
import dev.lifeboat.repository.BackupEntry;
import dev.lifeboat.repository.Catalogue;
import dev.lifeboat.repository.InvalidAcceptance;
import dev.lifeboat.repository.Repository;
import dev.lifeboat.repository.manifest.BackupId;
import dev.lifeboat.repository.manifest.Manifest;
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
    Map<BackupId, BackupEntry> all =
        repository.backups().stream()
            .collect(Collectors.toMap(BackupEntry::id, Function.identity()));
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
