package dev.lifeboat.problem;

import java.util.Locale;

/**
 * Names a kind of problem. A code never changes its meaning; each is described in {@code
 * docs/ERRORS.md}, which a test compares with this list.
 */
public enum Code {
  // the command line and the configuration
  USAGE(ExitCode.USAGE),
  CONFIG_MISSING(ExitCode.USAGE),
  CONFIG_INVALID(ExitCode.USAGE),
  MONGO_NOT_FOUND(ExitCode.USAGE),
  STATE_UNUSABLE(ExitCode.FAILED),
  FILE_EXISTS(ExitCode.REFUSED),
  CONFIRMATION_MISSING(ExitCode.REFUSED),
  CONFIRMATION_WRONG(ExitCode.REFUSED),
  // storage
  STORAGE_NOT_FOUND(ExitCode.NOT_FOUND),
  STORAGE_EXISTS(ExitCode.BUSY),
  STORAGE_DENIED(ExitCode.AUTHENTICATION),
  STORAGE_FULL(ExitCode.FAILED),
  STORAGE_UNAVAILABLE(ExitCode.FAILED),
  ROOM_TOO_SMALL(ExitCode.REFUSED),
  // repository
  REPOSITORY_MISSING(ExitCode.NO_REPOSITORY),
  REPOSITORY_EXISTS(ExitCode.REFUSED),
  REPOSITORY_FORMAT(ExitCode.FAILED),
  BACKUP_NOT_FOUND(ExitCode.NOT_FOUND),
  BACKUP_TOO_OLD(ExitCode.OBJECTIVE_MISSED),
  BACKUP_SUSPICIOUS(ExitCode.SUSPICIOUS),
  ACCEPTANCE_INVALID(ExitCode.VERIFICATION_FAILED),
  MANIFEST_CORRUPT(ExitCode.VERIFICATION_FAILED),
  MANIFEST_UNSIGNED(ExitCode.VERIFICATION_FAILED),
  MANIFEST_UNKNOWN_SIGNER(ExitCode.VERIFICATION_FAILED),
  MANIFEST_FORGED(ExitCode.VERIFICATION_FAILED),
  OBJECT_MISSING(ExitCode.VERIFICATION_FAILED),
  OBJECT_CORRUPT(ExitCode.VERIFICATION_FAILED),
  CONTENT_MISMATCH(ExitCode.VERIFICATION_FAILED),
  BACKUP_REMOVED(ExitCode.VERIFICATION_FAILED),
  HOLD_INVALID(ExitCode.VERIFICATION_FAILED),
  HOLD_NOT_FOUND(ExitCode.NOT_FOUND),
  PRUNE_BLOCKED(ExitCode.PARTIAL),
  KEY_MISSING(ExitCode.WRONG_KEY),
  KEY_WRONG(ExitCode.WRONG_KEY),
  KEY_DAMAGED(ExitCode.WRONG_KEY),
  RECIPIENT_REFUSED(ExitCode.REFUSED),
  FILE_MODE(ExitCode.REFUSED),
  // MongoDB
  MONGO_UNREACHABLE(ExitCode.FAILED),
  MONGO_AUTHENTICATION(ExitCode.AUTHENTICATION),
  MONGO_UNAUTHORIZED(ExitCode.AUTHENTICATION),
  MONGO_UNSUPPORTED(ExitCode.REFUSED),
  MONGO_FAILED(ExitCode.FAILED),
  NAMESPACE_NOT_FOUND(ExitCode.NOT_FOUND),
  CAPTURE_INCOMPLETE(ExitCode.PARTIAL),
  // restore and undo
  RESTORE_REFUSED(ExitCode.REFUSED),
  RESTORE_PROOF_FAILED(ExitCode.VERIFICATION_FAILED),
  RESTORE_INCOMPLETE(ExitCode.PARTIAL),
  RESTORE_BUSY(ExitCode.BUSY),
  UNDO_NOTHING(ExitCode.NOT_FOUND),
  PLAN_NOT_EMPTY(ExitCode.NOT_EMPTY),
  // alerts
  ALERT_NOT_FOUND(ExitCode.NOT_FOUND),
  // services
  SERVICE_STARTED(ExitCode.FAILED),
  SERVICE_BLOCKED(ExitCode.REFUSED),
  // exchange with other tools
  DUMP_NOT_FOUND(ExitCode.NOT_FOUND),
  DUMP_FOREIGN(ExitCode.VERIFICATION_FAILED),
  DUMP_DAMAGED(ExitCode.VERIFICATION_FAILED),
  PASSPHRASE_MISSING(ExitCode.WRONG_KEY),
  PASSPHRASE_WRONG(ExitCode.WRONG_KEY),
  // the guard
  GUARD_UNSUPPORTED(ExitCode.REFUSED),
  GUARD_OFF(ExitCode.NOT_FOUND),
  GUARD_FAILED(ExitCode.FAILED),
  // deployments
  DEPLOY_OPEN(ExitCode.WAITING),
  DEPLOY_NONE(ExitCode.NOT_FOUND),
  // the daemon
  JOBS_MISSING(ExitCode.USAGE),
  JOB_NOT_FOUND(ExitCode.NOT_FOUND),
  JOB_BUSY(ExitCode.BUSY),
  RUN_NOT_FOUND(ExitCode.NOT_FOUND),
  DAEMON_RUNNING(ExitCode.BUSY),
  // Docker
  DOCKER_UNREACHABLE(ExitCode.FAILED),
  DOCKER_DENIED(ExitCode.AUTHENTICATION),
  DOCKER_NOT_FOUND(ExitCode.NOT_FOUND),
  DOCKER_CONFLICT(ExitCode.BUSY),
  DOCKER_FAILED(ExitCode.FAILED),
  // volumes
  VOLUME_NOT_FOUND(ExitCode.NOT_FOUND),
  VOLUME_IN_USE(ExitCode.REFUSED),
  VOLUME_CHANGED(ExitCode.FAILED),
  HOOK_FAILED(ExitCode.FAILED),
  // the daemon
  HTTP_UNAVAILABLE(ExitCode.BUSY),
  // the rest
  BUSY(ExitCode.BUSY),
  PROCESS_FAILED(ExitCode.FAILED),
  TOOL_MISSING(ExitCode.FAILED),
  TOOL_UNTRUSTED(ExitCode.REFUSED),
  OUT_OF_MEMORY(ExitCode.FAILED),
  OUTPUT_FAILED(ExitCode.FAILED),
  INTERRUPTED(ExitCode.INTERRUPTED),
  INTERNAL(ExitCode.FAILED);

  private final ExitCode exit;

  Code(ExitCode exit) {
    this.exit = exit;
  }

  /** What the process exits with when this problem ends it. */
  public ExitCode exit() {
    return exit;
  }

  /** The code as people see it, such as {@code backup-not-found}. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
