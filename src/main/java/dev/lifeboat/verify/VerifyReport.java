package dev.lifeboat.verify;

import java.time.Duration;
import java.util.List;

/**
 * What a verification found.
 *
 * @param level how deep it went
 * @param backups the ids of the backups that were verified
 * @param objects how many different objects were read
 * @param bytes how many stored bytes were read
 * @param findings what is wrong; empty if nothing is
 * @param took how long it took
 */
public record VerifyReport(
    Level level,
    List<String> backups,
    long objects,
    long bytes,
    List<Finding> findings,
    Duration took) {
  public VerifyReport {
    backups = List.copyOf(backups);
    findings = List.copyOf(findings);
  }

  public boolean holds() {
    return findings.isEmpty();
  }
}
