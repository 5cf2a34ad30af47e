package dev.lifeboat.cli;

import dev.lifeboat.audit.Operation;
import java.nio.file.Path;
import java.util.List;

/**
 * What is in an audit log.
 *
 * @param file where it is
 * @param operations in the order in which they began
 */
public record AuditTrail(Path file, List<Operation> operations) {
  public AuditTrail {
    operations = List.copyOf(operations);
  }
}
