package dev.lifeboat.restore;

import static java.util.stream.Collectors.toSet;

import dev.lifeboat.problem.ProblemException;
import dev.lifeboat.progress.Progress;
import dev.lifeboat.repository.BackupEntry;
import dev.lifeboat.repository.Repository;
import dev.lifeboat.repository.manifest.Contents;
import dev.lifeboat.repository.manifest.Manifest;
import dev.lifeboat.source.CapturedStreams;
import dev.lifeboat.source.PhaseTime;
import dev.lifeboat.source.RestorePlan;
import dev.lifeboat.source.RestoreRequest;
import dev.lifeboat.source.RestoreResult;
import dev.lifeboat.source.RestoreTarget;
import dev.lifeboat.source.StreamName;
import dev.lifeboat.verify.StoredCheck;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * Leads a restore in two acts: {@link #prepare} verifies and plans, and changes nothing but what a
 * killed restore left unsettled; {@link #execute} does what was planned. Between them people look
 * at the plan and agree.
 */
public final class RestoreRunner {
  private final Repository repository;
  private final InstantSource clock;
  private final Progress progress;

  public RestoreRunner(Repository repository, InstantSource clock, Progress progress) {
    this.repository = repository;
    this.clock = clock;
    this.progress = progress;
  }

  /**
   * Verifies every stored byte that the restore needs, and plans it.
   *
   * @throws ProblemException what is wrong with the backup, all of it; or with the target
   */
  public PreparedRestore prepare(BackupEntry backup, RestoreTarget target, RestoreRequest request) {
    return prepare(backup, target, request, UnaryOperator.identity());
  }

  /**
   * The same of a backup with what followed on it.
   *
   * @param roll makes of the backup's content that of a later moment
   */
  public PreparedRestore prepare(
      BackupEntry backup,
      RestoreTarget target,
      RestoreRequest request,
      UnaryOperator<CapturedStreams> roll) {
    Manifest manifest = backup.trusted();
    List<PhaseTime> phases = new ArrayList<>();
    Instant start = clock.instant();
    Contents contents = repository.contents(manifest);
    CapturedStreams stored = repository.streams(manifest, contents);
    CapturedStreams streams = roll.apply(stored);
    // Nobody waits for a verification to hear that a name was misspelt.
    Set<StreamName> needed =
        target.check(streams, request).stream().filter(stored::contains).collect(toSet());
    StoredCheck.require(repository, manifest, contents, needed, progress);
    Instant verified = clock.instant();
    phases.add(new PhaseTime("verify", Duration.between(start, verified)));
    List<String> settled = target.recover(progress);
    RestorePlan plan = target.plan(streams, request);
    phases.add(new PhaseTime("plan", Duration.between(verified, clock.instant())));
    return new PreparedRestore(manifest, streams, plan, phases, settled);
  }

  /**
   * Does what was planned.
   *
   * @throws ProblemException the plan's refusals, if there are any; or why the target is again as
   *     it was
   */
  public RestoreReport execute(PreparedRestore prepared, RestoreTarget target) {
    RestorePlan plan = prepared.plan();
    if (!plan.refusals().isEmpty()) {
      throw new ProblemException(plan.refusals());
    }
    RestoreResult result = target.restore(plan, prepared.streams(), progress);
    List<PhaseTime> phases = new ArrayList<>(prepared.phases());
    phases.addAll(result.phases());
    return new RestoreReport(
        result.id(),
        prepared.manifest(),
        plan.target(),
        result.proof(),
        phases,
        phases.stream().map(PhaseTime::took).reduce(Duration.ZERO, Duration::plus),
        result.keptUntil(),
        result.warnings(),
        result.signs());
  }
}
