package dev.lifeboat.verify;

import dev.lifeboat.problem.Code;
import dev.lifeboat.problem.Problem;
import dev.lifeboat.progress.Progress;
import dev.lifeboat.repository.BackupEntry;
import dev.lifeboat.repository.Catalogue;
import dev.lifeboat.repository.Repository;
import dev.lifeboat.repository.manifest.BackupId;
import dev.lifeboat.repository.manifest.Manifest;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Verifies backups of one repository; changes nothing. */
public final class Verifier {
  private final Repository repository;
  private final InstantSource clock;
  private final Progress progress;
  private final Optional<Throwaways> servers;

  /** One that can't restore. */
  public Verifier(Repository repository, InstantSource clock, Progress progress) {
    this(repository, clock, progress, Optional.empty());
  }

  /** One that restores into such servers. */
  public Verifier(
      Repository repository, InstantSource clock, Progress progress, Throwaways servers) {
    this(repository, clock, progress, Optional.of(servers));
  }

  private Verifier(
      Repository repository, InstantSource clock, Progress progress, Optional<Throwaways> servers) {
    this.repository = repository;
    this.clock = clock;
    this.progress = progress;
    this.servers = servers;
  }

  /**
   * Verifies the given backups.
   *
   * @throws dev.lifeboat.problem.ProblemException KEY_MISSING or KEY_WRONG, if a level needs a key;
   *     what {@link RestoreCheck#run} throws
   */
  public VerifyReport verify(List<BackupEntry> backups, Level level) {
    Instant start = clock.instant();
    Findings findings = new Findings();
    checkChain(backups, findings);
    List<Manifest> trusted = new ArrayList<>();
    for (BackupEntry backup : backups) {
      backup.problem().ifPresent(problem -> findings.add(problem, backup.id().value()));
      if (backup.problem().isEmpty()) {
        backup.manifest().ifPresent(trusted::add);
      }
    }
    StoredCheck stored = new StoredCheck(repository, progress, findings);
    stored.run(trusted);
    if (level.compareTo(Level.CONTENT) >= 0) {
      ContentCheck content = new ContentCheck(repository, progress, findings);
      trusted.forEach(content::run);
    }
    List<RestoreProof> restores = level == Level.RESTORE ? restore(trusted, findings) : List.of();
    return new VerifyReport(
        level,
        backups.stream().map(backup -> backup.id().value()).toList(),
        stored.objects(),
        stored.bytes(),
        findings.list(),
        Duration.between(start, clock.instant()),
        restores);
  }

  /** One after the other, so that one needs room at a time. A damaged one needs no more proof. */
  private List<RestoreProof> restore(List<Manifest> manifests, Findings findings) {
    RestoreCheck check = new RestoreCheck(servers.orElseThrow(), clock, progress);
    List<RestoreProof> restores = new ArrayList<>();
    for (Manifest manifest : manifests) {
      String backup = manifest.backup().value();
      if (!findings.affects(backup)) {
        RestoreProof proof = check.run(repository.streams(repository.contents(manifest)));
        proof.findings().forEach(problem -> findings.add(problem, backup));
        restores.add(proof);
      }
    }
    return restores;
  }

  /** Each manifest names the one before it, so that removed and replaced ones show. */
  private void checkChain(List<BackupEntry> verified, Findings findings) {
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
    repository.newestKnown().flatMap(newest -> checkNewest(newest, all)).ifPresent(findings::add);
  }

  private static Optional<Finding> checkNewest(
      Catalogue.Newest newest, Map<BackupId, BackupEntry> all) {
    BackupEntry there = all.get(newest.backup());
    Problem problem;
    if (there == null) {
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
