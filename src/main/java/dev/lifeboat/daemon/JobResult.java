package dev.lifeboat.daemon;

import dev.lifeboat.ledger.RunResult;
import dev.lifeboat.problem.ExitCode;
import dev.lifeboat.schedule.JobKind;
import java.util.OptionalInt;

/**
 * How an attempt ended.
 *
 * @param status what its program exited with; empty if it was ended from outside
 * @param ledgerRun the run's id in this host's ledger, or empty
 * @param backup the backup that it was about, or empty
 */
public record JobResult(
    RunResult result, OptionalInt status, String ledgerRun, String backup, String message) {
  /** What a process exits with that a signal killed, less the signal's number. */
  static final int KILLED = 128;

  /** One that ended by itself. */
  public static JobResult exited(
      JobKind kind, int status, String ledgerRun, String backup, String message) {
    return new JobResult(result(kind, status), OptionalInt.of(status), ledgerRun, backup, message);
  }

  /** One that did not. */
  public static JobResult ended(RunResult result, String message) {
    return new JobResult(result, OptionalInt.empty(), "", "", message);
  }

  private static RunResult result(JobKind kind, int status) {
    if (status == ExitCode.OK.status()) {
      return RunResult.SUCCEEDED;
    }
    if (status == ExitCode.PARTIAL.status()) {
      return RunResult.INCOMPLETE;
    }
    if (status == ExitCode.SUSPICIOUS.status()) {
      return RunResult.SUSPICIOUS;
    }
    if (status == ExitCode.INTERRUPTED.status() || status > KILLED) {
      return RunResult.INTERRUPTED;
    }
    // Who looked, and found something wrong, has done what was asked for.
    return kind == JobKind.MONITOR && status == ExitCode.OBJECTIVE_MISSED.status()
        ? RunResult.SUCCEEDED
        : RunResult.FAILED;
  }
}
