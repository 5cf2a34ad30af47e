package dev.lifeboat.source.volume;

import dev.lifeboat.compose.Conductor;
import dev.lifeboat.compose.Halt;
import dev.lifeboat.docker.Engine;
import dev.lifeboat.problem.Code;
import dev.lifeboat.problem.Problem;
import dev.lifeboat.problem.ProblemException;
import dev.lifeboat.progress.Progress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The way back when a restore fails: what was there before, then the services. */
final class VolumeRetreat {
  /** An engine that is restarted is back within that. */
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private static final Duration PAUSE = Duration.ofMillis(500);

  private final Engine engine;
  private final Conductor conductor;
  private final VolumeJournals journals;
  private final Progress progress;

  VolumeRetreat(Engine engine, Conductor conductor, VolumeJournals journals, Progress progress) {
    this.engine = engine;
    this.conductor = conductor;
    this.journals = journals;
    this.progress = progress;
  }

  /** Takes a restore back after it failed, and says so with its failure. */
  RuntimeException after(VolumeRestoreRecord record, Halt halt, RuntimeException failure) {
    // A wish to stop is a wish to have the present content back, and not half of it.
    boolean interrupted = Thread.interrupted();
    try {
      patiently(
          () -> {
            halt.haltAgain();
            rollBack(record);
          });
      halt.close();
      goOn();
      return failure;
    } catch (RuntimeException e) {
      halt.leave();
      return unsettled(record, failure, e);
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private void rollBack(VolumeRestoreRecord record) {
    VolumeRollback rollback = new VolumeRollback(engine, journals);
    if (record.state() == VolumeRestoreState.WRITING) {
      new VolumeStandstill(engine, conductor, journals)
          .during(record, progress, requireQuiet -> rollback.run(record, requireQuiet));
    } else {
      rollback.run(record, () -> {});
    }
  }

  /** Those that somebody had started meanwhile, and that had to make way as well. */
  private void goOn() {
    try {
      var _ = conductor.settle(progress);
    } catch (ProblemException e) {
      progress.warn(
          "services that were stopped could not be started again: %s; the next command of Lifeboat"
                  .formatted(e.getMessage())
              + " tries again");
    }
  }

  private static ProblemException unsettled(
      VolumeRestoreRecord record, RuntimeException failure, RuntimeException way) {
    List<Problem> problems = new ArrayList<>();
    if (failure instanceof ProblemException problem) {
      problems.addAll(problem.problems());
    }
    problems.add(
        Problem.of(
            Code.RESTORE_INCOMPLETE,
            "%s was cut off, and what was there before could not be brought back yet: %s"
                .formatted(record.purpose(), way.getMessage()),
            "it is kept; the services stay stopped until it is back",
            "when the engine works again: lifeboat undo --dry-run; any command that uses the"
                + " engine settles it first"));
    ProblemException all = new ProblemException(problems);
    all.initCause(way);
    all.addSuppressed(failure);
    return all;
  }

  private static void patiently(Runnable work) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      try {
        work.run();
        return;
      } catch (ProblemException e) {
        boolean gone = e.problems().getFirst().code() == Code.DOCKER_UNREACHABLE;
        if (!gone || System.nanoTime() - end > 0) {
          throw e;
        }
      }
      try {
        Thread.sleep(PAUSE);
      } catch (InterruptedException e) {
        // Asked for a second time: the journal has it, so the next command can do it.
        throw Problem.of(Code.INTERRUPTED, "interrupted while waiting for the engine").causedBy(e);
      }
    }
  }
}
