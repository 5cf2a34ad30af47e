package dev.lifeboat.source;

import java.time.Instant;
import java.util.List;

/**
 * What an undo would do.
 *
 * @param restore the restore that it takes back
 * @param backup the backup that was restored
 * @param restoredAt when
 * @param keptUntil until when this is possible
 * @param steps what is done, in this order
 * @param writtenSince what was written since the restore, in words, for each item; it is kept aside
 *     too
 * @param stays what an undo leaves where it is because it was changed since, in words
 */
public record UndoPlan(
    String restore,
    String backup,
    Instant restoredAt,
    Instant keptUntil,
    List<RestoreStep> steps,
    List<String> writtenSince,
    List<String> stays) {
  public UndoPlan {
    steps = List.copyOf(steps);
    writtenSince = List.copyOf(writtenSince);
    stays = List.copyOf(stays);
  }
}
