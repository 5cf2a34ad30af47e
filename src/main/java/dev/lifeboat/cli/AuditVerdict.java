package dev.lifeboat.cli;

import dev.lifeboat.audit.AuditCheck;
import dev.lifeboat.audit.Operation;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What an audit log was found to be.
 *
 * @param file where it is
 * @param affected the operations from the first thing that is wrong on, which nothing proves
 * @param uncompared why it was not compared with the repository, if so
 */
public record AuditVerdict(
    Path file, AuditCheck check, List<Operation> affected, Optional<String> uncompared) {
  public AuditVerdict {
    affected = List.copyOf(affected);
  }
}
