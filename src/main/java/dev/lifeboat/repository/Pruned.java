package dev.lifeboat.repository;

import dev.lifeboat.problem.Problem;
import dev.lifeboat.repository.manifest.BackupId;
import java.util.List;

/**
 * What a prune did.
 *
 * @param backups which backups it removed
 * @param objects how many objects
 * @param bytes how many bytes those had
 * @param waitsFor backups under way that may use what nobody else does, so that no object was
 *     removed: each in words
 * @param problems why else objects stay that could go
 */
public record Pruned(
    List<BackupId> backups,
    long objects,
    long bytes,
    List<String> waitsFor,
    List<Problem> problems) {
  public Pruned {
    backups = List.copyOf(backups);
    waitsFor = List.copyOf(waitsFor);
    problems = List.copyOf(problems);
  }
}
