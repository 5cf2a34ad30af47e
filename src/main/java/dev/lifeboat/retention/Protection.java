package dev.lifeboat.retention;

import dev.lifeboat.repository.manifest.BackupId;
import java.util.Map;
import java.util.Set;

/**
 * What keeps backups whatever the policy says.
 *
 * @param held why backups are held, for people; holds that are over aren't among them
 * @param verdicts what this host's verifications found
 */
public record Protection(Map<BackupId, String> held, Verdicts verdicts) {
  /** Nothing is held, and nothing was verified. */
  public static final Protection NONE = new Protection(Map.of(), Verdicts.NONE);

  public Protection {
    held = Map.copyOf(held);
  }

  /**
   * What this host's verifications found; each backup is as the last of them found it.
   *
   * @param restored what was verified by restoring it
   * @param verified what was verified at any level
   * @param damaged what was found damaged
   */
  public record Verdicts(Set<BackupId> restored, Set<BackupId> verified, Set<BackupId> damaged) {
    /** Nothing was verified. */
    public static final Verdicts NONE = new Verdicts(Set.of(), Set.of(), Set.of());

    public Verdicts {
      restored = Set.copyOf(restored);
      verified = Set.copyOf(verified);
      damaged = Set.copyOf(damaged);
    }
  }
}
