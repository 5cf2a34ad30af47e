package dev.lifeboat.retention;

import java.util.List;

/**
 * A backup that stays.
 *
 * @param backup which
 * @param reasons why; at least one
 */
public record Kept(Backup backup, List<Reason> reasons) {
  public Kept {
    reasons = List.copyOf(reasons);
    if (reasons.isEmpty()) {
      throw new IllegalArgumentException("backup " + backup.id() + " stays for no reason");
    }
  }
}
