package dev.lifeboat;

import dev.lifeboat.cli.Conduct;
import dev.lifeboat.ledger.Ledger;
import dev.lifeboat.ledger.Run;
import dev.lifeboat.ledger.RunKind;
import dev.lifeboat.problem.ExitCode;
import dev.lifeboat.problem.ProblemException;
import dev.lifeboat.progress.Interruption;
import java.util.function.Function;

/**
 * Has work done and written down, whatever becomes of it. A wish to stop interrupts the thread that
 * works.
 */
record Recorder(Ledger ledger, RunKind kind, String stack, Conduct conduct) {
  /** How work ended that did what it should. */
  record Outcome(String backup, ExitCode exit, long bytes) {}

  <T> T record(Function<Run, T> work, Function<T, Outcome> outcome) {
    conduct.interruption().check();
    Run run = ledger.start(kind, stack, conduct.progress());
    Thread worker = Thread.currentThread();
    try (Interruption.Registration _ = conduct.interruption().onRequest(worker::interrupt)) {
      T result = work.apply(run);
      Outcome end = outcome.apply(result);
      run.end(end.backup(), end.exit().status(), "done", end.bytes());
      return result;
    } catch (RuntimeException | Error e) {
      // What follows, such as this record, must not be stopped by the wish that stopped the work.
      boolean interrupted = Thread.interrupted();
      run.end("", exit(e, interrupted).status(), String.valueOf(e.getMessage()), 0);
      throw e;
    }
  }

  private ExitCode exit(Throwable failure, boolean interrupted) {
    if (interrupted || conduct.interruption().requested()) {
      return ExitCode.INTERRUPTED;
    }
    return failure instanceof ProblemException problem
        ? problem.problems().getFirst().code().exit()
        : ExitCode.FAILED;
  }
}
