package dev.lifeboat.repository;

import dev.lifeboat.repository.manifest.BackupId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/**
 * What a prune shall do.
 *
 * @param removes the backups that shall go, as a person saw them
 * @param grace what a backup that never ended left stays this long, and so long may one be under
 *     way; by the storage's clock
 * @param host this host's name
 * @param decision asked again, once no backup and no hold can come unnoticed any more
 */
public record PruneOrder(Set<BackupId> removes, Duration grace, String host, Decision decision) {
  /** Decides which backups go. */
  public interface Decision {
    /**
     * Which of the backups go; what the order didn't name stays whatever this says.
     *
     * @param now by the storage's clock
     */
    Set<BackupId> removes(List<Surveyed> backups, List<HeldBackup> holds, Instant now);
  }

  public PruneOrder {
    removes = Set.copyOf(removes);
    if (grace.isNegative()) {
      throw new IllegalArgumentException("negative grace");
    }
  }
}
