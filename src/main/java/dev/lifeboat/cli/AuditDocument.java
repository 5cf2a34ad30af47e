package dev.lifeboat.cli;

import dev.lifeboat.audit.Operation;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * An operation of the audit log. Its field names are a contract.
 *
 * @param outcome {@code ok}, {@code failed}, {@code interrupted}, {@code noted}, or {@code no end}
 */
record AuditDocument(
    long entry,
    Instant at,
    Optional<Instant> ended,
    String action,
    String stack,
    Optional<Who> who,
    Map<String, String> what,
    String outcome,
    Optional<String> code,
    String message,
    Map<String, String> result) {
  /** Its field names are a contract. */
  record Who(
      String user,
      String host,
      Optional<String> sudo,
      Optional<String> login,
      Optional<String> token,
      String via) {}

  static AuditDocument of(Operation operation) {
    return new AuditDocument(
        operation.entry(),
        operation.at(),
        operation.ended(),
        operation.action(),
        operation.stack(),
        operation
            .who()
            .map(
                who ->
                    new Who(
                        who.user(), who.host(), who.sudo(), who.login(), who.token(), who.via())),
        operation.what(),
        operation.outcome(),
        operation.code(),
        operation.message(),
        operation.result());
  }
}
