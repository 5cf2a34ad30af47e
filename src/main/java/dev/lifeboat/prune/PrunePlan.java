package dev.lifeboat.prune;

import dev.lifeboat.problem.Problem;
import dev.lifeboat.repository.Unneeded;
import dev.lifeboat.repository.manifest.BackupId;
import dev.lifeboat.retention.RetentionPlan;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a prune would do.
 *
 * @param configured whether there is a policy; without one nothing is removed
 * @param retention what becomes of each backup that can be trusted
 * @param untrusted why others can't be; they stay
 * @param invalidHolds holds that can't be trusted, and hold all the same
 * @param unneeded what nobody would need any more
 */
public record PrunePlan(
    boolean configured,
    RetentionPlan retention,
    List<Problem> untrusted,
    List<Problem> invalidHolds,
    Unneeded unneeded) {
  public PrunePlan {
    untrusted = List.copyOf(untrusted);
    invalidHolds = List.copyOf(invalidHolds);
  }

  /** Whether anything would be removed. */
  public boolean removesAnything() {
    return configured && (!retention.removed().isEmpty() || unneeded.objects() > 0);
  }

  Set<BackupId> removed() {
    return retention.removed().stream()
        .map(backup -> backup.id())
        .collect(Collectors.toUnmodifiableSet());
  }
}
