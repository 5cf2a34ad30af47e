package dev.lifeboat.problem;

/** The program's exit codes. They are a contract with scripts: see {@code docs/ERRORS.md}. */
public enum ExitCode {
  OK(0),
  FAILED(1),
  USAGE(2),
  PARTIAL(3),
  AUTHENTICATION(4),
  NOT_FOUND(5),
  BUSY(6),
  VERIFICATION_FAILED(7),
  NOT_EMPTY(8),
  OBJECTIVE_MISSED(9),
  NO_REPOSITORY(10),
  WRONG_KEY(11),
  REFUSED(12),
  WAITING(13),
  SUSPICIOUS(14),
  INTERRUPTED(130);

  private final int status;

  ExitCode(int status) {
    this.status = status;
  }

  /** The process's exit status. */
  public int status() {
    return status;
  }
}
