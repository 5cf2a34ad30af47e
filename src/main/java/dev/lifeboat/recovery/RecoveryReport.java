package dev.lifeboat.recovery;

import dev.lifeboat.restore.RestoreReport;
import dev.lifeboat.source.LifeSign;
import dev.lifeboat.source.PhaseTime;
import java.time.Duration;
import java.util.List;

/**
 * A recovery that was done.
 *
 * @param plan what was planned
 * @param done what was done, in words, in this order
 * @param restores the data that came back, each with its proof
 * @param phases how long each phase took
 * @param took how long all of it took, without waiting for people
 * @param signs how services and probes are
 * @param warnings what people shall know
 */
public record RecoveryReport(
    RecoveryPlan plan,
    List<String> done,
    List<RestoreReport> restores,
    List<PhaseTime> phases,
    Duration took,
    List<LifeSign> signs,
    List<String> warnings) {
  public RecoveryReport {
    done = List.copyOf(done);
    restores = List.copyOf(restores);
    phases = List.copyOf(phases);
    signs = List.copyOf(signs);
    warnings = List.copyOf(warnings);
  }

  /** True if all data is proven and every service and probe is well. */
  public boolean holds() {
    return signs.stream().allMatch(LifeSign::good)
        && restores.stream().allMatch(each -> each.proof().stream().allMatch(p -> p.holds()));
  }
}
