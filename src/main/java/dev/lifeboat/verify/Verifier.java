package dev.lifeboat.verify;

import dev.lifeboat.problem.Problem;
import dev.lifeboat.progress.Progress;
import dev.lifeboat.repository.BackupEntry;
import dev.lifeboat.repository.Repository;
import dev.lifeboat.repository.manifest.Manifest;
import dev.lifeboat.source.CapturedStreams;
import dev.lifeboat.source.Fingerprint;
import dev.lifeboat.source.ItemProof;
import dev.lifeboat.source.PhaseTime;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Verifies backups of one repository; changes nothing. */
public final class Verifier {
  private final Repository repository;
  private final InstantSource clock;
  private final Progress progress;
  private final Optional<Throwaways> servers;
  private final Map<String, Function<CapturedStreams, List<ItemProof>>> proofs;

  /** One that can't restore. */
  public Verifier(Repository repository, InstantSource clock, Progress progress) {
    this(repository, clock, progress, Optional.empty(), Map.of());
  }

  /**
   * One that restores into such servers.
   *
   * @param proofs of the kinds of sources that are proven without a server
   */
  public Verifier(
      Repository repository,
      InstantSource clock,
      Progress progress,
      Throwaways servers,
      Map<String, Function<CapturedStreams, List<ItemProof>>> proofs) {
    this(repository, clock, progress, Optional.of(servers), proofs);
  }

  private Verifier(
      Repository repository,
      InstantSource clock,
      Progress progress,
      Optional<Throwaways> servers,
      Map<String, Function<CapturedStreams, List<ItemProof>>> proofs) {
    this.repository = repository;
    this.clock = clock;
    this.progress = progress;
    this.servers = servers;
    this.proofs = Map.copyOf(proofs);
  }

  /**
   * Verifies the given backups.
   *
   * @throws dev.lifeboat.problem.ProblemException KEY_MISSING or KEY_WRONG, if a level needs a key;
   *     what {@link RestoreCheck#run} throws
   */
  public VerifyReport verify(List<BackupEntry> backups, Level level) {
    return verify(backups, level, Reading.plain());
  }

  /**
   * Verifies the given backups, reading stored objects in a certain way. What it remembers is for
   * the caller to save, also when this throws.
   */
  public VerifyReport verify(List<BackupEntry> backups, Level level, Reading reading) {
    Instant start = clock.instant();
    Findings findings = new Findings();
    ChainCheck chain = new ChainCheck(repository);
    chain.run(backups).forEach(findings::add);
    chain.gaps().stream()
        .filter(gone -> !gone.recorded())
        .forEach(
            gone ->
                progress.warn(
                    "backup '%s' is gone; whether a prune removed it nobody can say, for prunes left"
                            .formatted(gone.backup())
                        + " no records then"));
    List<Manifest> trusted = new ArrayList<>();
    for (BackupEntry backup : backups) {
      backup.problem().ifPresent(problem -> findings.add(problem, backup.id().value()));
      if (backup.problem().isEmpty()) {
        backup.manifest().ifPresent(trusted::add);
      }
    }
    StoredCheck stored = new StoredCheck(repository, clock, progress, findings, reading);
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
        findings.list().stream().map(Verifier::mendable).toList(),
        Duration.between(start, clock.instant()),
        restores,
        stored.needed(),
        stored.coverage());
  }

  /** What is missing or damaged is known here already; what helps is a copy. */
  private static Finding mendable(Finding finding) {
    Problem problem = finding.problem();
    return switch (problem.code()) {
      case OBJECT_MISSING, OBJECT_CORRUPT ->
          new Finding(
              Problem.of(
                  problem.code(),
                  problem.message(),
                  "fetch it from a copy: lifeboat repair --from COPY",
                  "restore another backup: lifeboat list"),
              finding.backups());
      default -> finding;
    };
  }

  /** One after the other, so that one needs room at a time. A damaged one needs no more proof. */
  private List<RestoreProof> restore(List<Manifest> manifests, Findings findings) {
    RestoreCheck check = new RestoreCheck(servers.orElseThrow(), clock, progress);
    List<RestoreProof> restores = new ArrayList<>();
    for (Manifest manifest : manifests) {
      String backup = manifest.backup().value();
      if (!findings.affects(backup)) {
        CapturedStreams streams = repository.streams(manifest);
        RestoreProof proof =
            Optional.ofNullable(proofs.get(manifest.source()))
                .map(own -> unpacked(streams, own))
                .orElseGet(() -> check.run(streams));
        proof.findings().forEach(problem -> findings.add(problem, backup));
        restores.add(proof);
      }
    }
    return restores;
  }

  private RestoreProof unpacked(
      CapturedStreams backup, Function<CapturedStreams, List<ItemProof>> own) {
    Instant start = clock.instant();
    List<ItemProof> items = own.apply(backup);
    return new RestoreProof(
        backup.backup(),
        "memory",
        Optional.empty(),
        items,
        List.of(new PhaseTime("unpack", Duration.between(start, clock.instant()))),
        items.stream().flatMap(item -> item.actual().stream()).mapToLong(Fingerprint::bytes).sum(),
        items.stream().flatMap(item -> RestoreCheck.finding(item).stream()).toList(),
        List.of());
  }
}
