package dev.lifeboat;

import dev.lifeboat.problem.Code;
import dev.lifeboat.problem.Problem;
import dev.lifeboat.problem.ProblemException;
import dev.lifeboat.progress.Progress;
import dev.lifeboat.recovery.StackVolumes;
import dev.lifeboat.repository.BackupEntry;
import dev.lifeboat.repository.Backups;
import dev.lifeboat.repository.Repository;
import dev.lifeboat.repository.manifest.Contents;
import dev.lifeboat.repository.manifest.Manifest;
import dev.lifeboat.restore.PreparedRestore;
import dev.lifeboat.restore.RestoreReport;
import dev.lifeboat.restore.RestoreRunner;
import dev.lifeboat.source.Item;
import dev.lifeboat.source.RestoreDestination;
import dev.lifeboat.source.RestoreRequest;
import dev.lifeboat.source.RestoreSelection;
import dev.lifeboat.source.RestoreTarget;
import dev.lifeboat.source.SourceKind;
import dev.lifeboat.source.StreamName;
import dev.lifeboat.source.volume.VolumeSettings;
import dev.lifeboat.source.volume.VolumeTarget;
import dev.lifeboat.verify.StoredCheck;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The volumes of the configuration's stack, restored from the newest backup of them. */
record WiredVolumes(
    Wiring wiring,
    Engines engines,
    Repository repository,
    BackupEntry entry,
    Duration health,
    Progress progress)
    implements StackVolumes {
  /** From the newest backup of volumes that is complete and not suspicious, if there is one. */
  static StackVolumes newest(
      Wiring wiring, Engines engines, Repository repository, Duration health, Progress progress) {
    Optional<Manifest> newest =
        new Backups(repository.backups()).ofKind(SourceKind.VOLUMES).newestGood();
    return newest
        .flatMap(manifest -> repository.find(manifest.backup()))
        .<StackVolumes>map(
            entry -> new WiredVolumes(wiring, engines, repository, entry, health, progress))
        .orElse(StackVolumes.NONE);
  }

  @Override
  public String backup() {
    return entry.id().value();
  }

  @Override
  public List<String> names() {
    return repository.streams(entry.trusted()).items().stream().map(Item::name).toList();
  }

  @Override
  public void require(List<String> names) {
    require(repository, entry, names, progress);
    if (!names.isEmpty()) {
      try (RestoreTarget target = target()) {
        List<Problem> refusals =
            target.plan(repository.streams(entry.trusted()), request(names)).refusals();
        if (!refusals.isEmpty()) {
          throw new ProblemException(refusals);
        }
      }
    }
  }

  /**
   * What was read while a program wrote is accepted, with a warning: what it replaces is gone, or
   * kept beside it.
   */
  private RestoreTarget target() {
    String stack = wiring.config().stack().value();
    VolumeSettings settings = new VolumeSettings(stack, engines.project(), health, List.of(), true);
    return VolumeTarget.open(engines.connect(), settings, wiring.config().state(), wiring.clock());
  }

  private RestoreRequest request(List<String> names) {
    return new RestoreRequest(
        new RestoreDestination.Staged(),
        RestoreSelection.only(names.toArray(String[]::new)),
        false,
        false,
        false,
        wiring.config().keepOld());
  }

  static void require(
      Repository repository, BackupEntry entry, List<String> names, Progress progress) {
    if (names.isEmpty()) {
      return;
    }
    Contents contents = repository.contents(entry.trusted());
    Set<StreamName> needed = new HashSet<>();
    contents.items().stream()
        .filter(item -> names.contains(item.name()))
        .forEach(item -> needed.addAll(item.streams()));
    try {
      StoredCheck.require(repository, entry.trusted(), contents, needed, progress);
    } catch (ProblemException e) {
      List<Problem> problems = new ArrayList<>();
      problems.add(
          Problem.of(
              Code.RESTORE_REFUSED,
              "backup '%s', from which %s would come back, is damaged"
                  .formatted(entry.id(), String.join(", ", names)),
              "the database alone comes back with: lifeboat restore",
              "volumes come back from an older backup with: lifeboat restore BACKUP --volume "
                  + names.getFirst()));
      problems.addAll(e.problems());
      throw new ProblemException(problems);
    }
  }

  @Override
  public RestoreReport restore(List<String> names) {
    try (RestoreTarget target = target()) {
      RestoreRunner runner = new RestoreRunner(repository, wiring.clock(), progress);
      PreparedRestore prepared = runner.prepare(entry, target, request(names));
      return runner.execute(prepared, target);
    }
  }
}
