package dev.lifeboat.verify;

import dev.lifeboat.problem.Code;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a verification found.
 *
 * @param level how deep it went
 * @param backups the ids of the backups that were verified
 * @param objects how many different objects were read
 * @param bytes how many stored bytes were read
 * @param findings what is wrong; empty if nothing is
 * @param took how long it took
 * @param restores what came of restoring them; empty at other levels
 * @param needed how many objects the backups need; more than were read if only a portion was
 * @param coverage how much of each backup was read by now, on this host
 */
public record VerifyReport(
    Level level,
    List<String> backups,
    long objects,
    long bytes,
    List<Finding> findings,
    Duration took,
    List<RestoreProof> restores,
    long needed,
    List<Coverage> coverage) {
  private static final Set<Code> OF_MANIFESTS =
      Set.of(
          Code.MANIFEST_FORGED,
          Code.BACKUP_NOT_FOUND,
          Code.BACKUP_REMOVED,
          Code.ACCEPTANCE_INVALID);

  public VerifyReport {
    backups = List.copyOf(backups);
    findings = List.copyOf(findings);
    restores = List.copyOf(restores);
    coverage = List.copyOf(coverage);
  }

  /** Of a level without restores. */
  public VerifyReport(
      Level level,
      List<String> backups,
      long objects,
      long bytes,
      List<Finding> findings,
      Duration took) {
    this(level, backups, objects, bytes, findings, took, List.of(), objects, List.of());
  }

  /** Whether only a portion of what the backups need was read. */
  public boolean partial() {
    return objects < needed;
  }

  public boolean holds() {
    return findings.isEmpty();
  }

  /** Whether nothing was found that affects this backup. */
  public boolean holds(String backup) {
    return findings.stream().noneMatch(finding -> finding.backups().contains(backup));
  }

  /**
   * Whether something was found by which this backup can't be restored. That a manifest is gone,
   * forged, or accepted by nobody is none of this: it shows wherever manifests are read.
   */
  public boolean damages(String backup) {
    return findings.stream()
        .filter(finding -> finding.backups().contains(backup))
        .anyMatch(finding -> !OF_MANIFESTS.contains(finding.problem().code()));
  }

  /** What came of restoring this backup. */
  public Optional<RestoreProof> restore(String backup) {
    return restores.stream().filter(proof -> proof.backup().equals(backup)).findFirst();
  }
}
