package dev.lifeboat;

import dev.lifeboat.cli.RepairChoice;
import dev.lifeboat.cli.VerifyChoice;
import dev.lifeboat.config.ConfigFiles;
import dev.lifeboat.io.FileException;
import dev.lifeboat.problem.Code;
import dev.lifeboat.problem.ExitCode;
import dev.lifeboat.problem.Problem;
import dev.lifeboat.progress.Progress;
import dev.lifeboat.repository.BackupEntry;
import dev.lifeboat.repository.Backups;
import dev.lifeboat.repository.Repository;
import dev.lifeboat.verify.ObjectChecks;
import dev.lifeboat.verify.RepairReport;
import dev.lifeboat.verify.Repairer;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Repairs a repository with what its copies have. */
record Repairing(ConfigFiles configs, Wiring wiring, Recorder recorder, InstantSource clock) {
  RepairReport run(RepairChoice choice) {
    return recorder.record(
        run -> repair(choice, run),
        report ->
            new Recorder.Outcome(
                choice.backup(), report.whole() ? ExitCode.OK : ExitCode.VERIFICATION_FAILED, 0));
  }

  private RepairReport repair(RepairChoice choice, Progress progress) {
    Repository repository = wiring.repository();
    Map<String, Repository> copies = new LinkedHashMap<>();
    for (String place : choice.copies()) {
      copies.put(place, copy(place, repository));
    }
    Backups backups = new Backups(repository.backups());
    List<BackupEntry> chosen =
        choice.backup().equals(VerifyChoice.ALL)
            ? backups.entries()
            : List.of(backups.select(choice.backup()));
    ObjectChecks checks = checks(repository, progress);
    try {
      return new Repairer(repository, copies, clock, progress)
          .run(chosen, !choice.dryRun(), checks);
    } finally {
      save(checks, progress);
    }
  }

  private Repository copy(String place, Repository repository) {
    Path here = configs.locate(Optional.of(Path.of("x"))).resolveSibling("");
    Repository copy = wiring.repositoryAt(configs.repository(place, here));
    if (copy.location().equals(repository.location())) {
      throw Problem.of(
              Code.USAGE,
              "'" + place + "' is the repository itself",
              "name a copy of it: --from PLACE")
          .exception();
    }
    return copy;
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
}
