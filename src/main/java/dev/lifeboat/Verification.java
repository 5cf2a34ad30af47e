package dev.lifeboat;

import dev.lifeboat.cli.VerifyChoice;
import dev.lifeboat.io.FileException;
import dev.lifeboat.ledger.Failure;
import dev.lifeboat.ledger.Proof;
import dev.lifeboat.ledger.Proofs;
import dev.lifeboat.problem.Code;
import dev.lifeboat.problem.ExitCode;
import dev.lifeboat.problem.Problem;
import dev.lifeboat.progress.Progress;
import dev.lifeboat.repository.BackupEntry;
import dev.lifeboat.repository.Backups;
import dev.lifeboat.repository.Repository;
import dev.lifeboat.repository.manifest.Manifest;
import dev.lifeboat.source.SourceKind;
import dev.lifeboat.source.volume.VolumeCheck;
import dev.lifeboat.units.Spans;
import dev.lifeboat.verify.Coverage;
import dev.lifeboat.verify.Level;
import dev.lifeboat.verify.ObjectChecks;
import dev.lifeboat.verify.Reading;
import dev.lifeboat.verify.RestoreProof;
import dev.lifeboat.verify.Verifier;
import dev.lifeboat.verify.VerifyReport;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Verifies, and remembers what was found. */
record Verification(
    Wiring wiring, Recorder recorder, Map<String, String> environment, InstantSource clock) {
  VerifyReport run(VerifyChoice choice) {
    return recorder.record(
        run -> verify(choice, run),
        report ->
            new Recorder.Outcome(
                choice.backup(),
                report.holds() ? ExitCode.OK : ExitCode.VERIFICATION_FAILED,
                report.bytes()));
  }

  private VerifyReport verify(VerifyChoice choice, Progress progress) {
    Repository repository = wiring.repository();
    Backups backups = new Backups(repository.backups()).telling(progress::warn);
    choice.maxAge().ifPresent(limit -> requireFresh(backups, limit));
    List<BackupEntry> chosen =
        choice.backup().equals(VerifyChoice.ALL)
            ? backups.entries()
            : List.of(backups.select(choice.backup()));
    ThrowawayMongoDb servers = new ThrowawayMongoDb(choice.mongod(), environment, clock);
    ObjectChecks checks = checks(repository, progress);
    Reading reading = new Reading(choice.portion(), choice.rate(), checks);
    try {
      VerifyReport report =
          new Verifier(
                  repository,
                  clock,
                  progress,
                  servers,
                  Map.of(SourceKind.VOLUMES, VolumeCheck::run))
              .verify(chosen, choice.level(), reading);
      remember(report, progress);
      return report;
    } finally {
      save(checks, progress);
    }
  }

  private ObjectChecks checks(Repository repository, Progress progress) {
    try {
      return ObjectChecks.load(wiring.checks(repository));
    } catch (FileException e) {
      progress.warn("what was read before on this host is not known: " + e.getMessage());
      return ObjectChecks.forgetful();
    }
  }

  private static void save(ObjectChecks checks, Progress progress) {
    try {
      checks.save();
    } catch (FileException e) {
      progress.warn("what was read now is not remembered: " + e.getMessage());
    }
  }

  private void remember(VerifyReport report, Progress progress) {
    Proofs proofs = wiring.proofs();
    try {
      report.backups().stream()
          .filter(report::damages)
          .forEach(backup -> proofs.add(new Failure(backup, report.level(), clock.instant())));
      if (report.partial()) {
        // By and by portions make a whole, which is as old as its oldest part.
        report.coverage().stream()
            .filter(one -> one.isWhole() && report.holds(one.backup()))
            .forEach(one -> proofs.add(gathered(one)));
        return;
      }
      report.backups().stream()
          .filter(report::holds)
          .forEach(backup -> proofs.add(proof(report, backup)));
    } catch (FileException e) {
      progress.warn("this verification is not remembered: " + e.getMessage());
    }
  }

  private Proof gathered(Coverage whole) {
    return new Proof(
        whole.backup(), Level.STORED, whole.oldest().orElseGet(clock::instant), 0, Duration.ZERO);
  }

  private Proof proof(VerifyReport report, String backup) {
    Optional<RestoreProof> restore = report.restore(backup);
    return new Proof(
        backup,
        report.level(),
        clock.instant(),
        restore.map(RestoreProof::bytes).orElse(0L),
        restore.map(RestoreProof::took).orElse(Duration.ZERO));
  }

  private void requireFresh(Backups backups, Duration limit) {
    Manifest newest =
        backups.newestGood().orElseThrow(() -> stale("there is no backup that can be restored"));
    Duration age = Duration.between(newest.moment(), clock.instant());
    if (age.compareTo(limit) > 0) {
      throw stale(
          "the newest backup '%s' is %s old, and %s is the limit"
              .formatted(newest.backup(), Spans.print(age), Spans.print(limit)));
    }
  }

  private static RuntimeException stale(String fact) {
    return Problem.of(Code.BACKUP_TOO_OLD, fact, "make one: lifeboat backup").exception();
  }
}
