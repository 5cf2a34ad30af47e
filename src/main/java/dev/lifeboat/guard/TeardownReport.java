package dev.lifeboat.guard;

import java.util.List;

/**
 * A stack that was taken down.
 *
 * @param containers the names of the containers that were removed
 * @param volumes the full names of the volumes that were deleted
 * @param backups the backups that were made and verified before
 */
public record TeardownReport(
    String stack, List<String> containers, List<String> volumes, List<String> backups) {
  public TeardownReport {
    containers = List.copyOf(containers);
    volumes = List.copyOf(volumes);
    backups = List.copyOf(backups);
  }
}
