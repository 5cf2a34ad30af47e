package dev.lifeboat.retention;

import dev.lifeboat.repository.manifest.BackupId;
import java.util.Map;
import java.util.Set;

/**
 * What keeps backups whatever the policy says.
 *
 * @param held why backups are held, for people; holds that are over aren't among them
 * @param proven what was verified by restoring it
 */
public record Protection(Map<BackupId, String> held, Set<BackupId> proven) {
  /** Nothing is held, and nothing was restored. */
  public static final Protection NONE = new Protection(Map.of(), Set.of());

  public Protection {
    held = Map.copyOf(held);
    proven = Set.copyOf(proven);
  }
}
