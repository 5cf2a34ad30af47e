package dev.lifeboat.deploy;

import dev.lifeboat.recovery.RecoveryReport;
import dev.lifeboat.source.LifeSign;
import dev.lifeboat.source.PhaseTime;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A deployment that came to its end.
 *
 * @param deployment what it was
 * @param status what the command exited with; empty if this only settled one that was cut off
 * @param outcome how it ended
 * @param findings what was wrong, in words
 * @param signs how services and probes are, at the end
 * @param changes what a roll-back undid or would undo, as far as counting tells
 * @param rollBack what was done to bring back what was before
 * @param phases how long each phase took
 * @param took how long all of it took, without waiting for people
 */
public record DeployReport(
    OpenDeployment deployment,
    OptionalInt status,
    Outcome outcome,
    List<String> findings,
    List<LifeSign> signs,
    List<Change> changes,
    Optional<RecoveryReport> rollBack,
    List<PhaseTime> phases,
    Duration took) {
  public DeployReport {
    findings = List.copyOf(findings);
    signs = List.copyOf(signs);
    changes = List.copyOf(changes);
    phases = List.copyOf(phases);
  }

  /** True if every service and probe is well. */
  public boolean isWell() {
    return signs.stream().allMatch(LifeSign::good);
  }
}
