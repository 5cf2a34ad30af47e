package dev.lifeboat.retention;

import java.util.List;

/**
 * What becomes of each backup.
 *
 * @param kept what stays, the oldest first
 * @param removed what goes, the oldest first
 */
public record RetentionPlan(List<Kept> kept, List<Backup> removed) {
  public RetentionPlan {
    kept = List.copyOf(kept);
    removed = List.copyOf(removed);
  }
}
