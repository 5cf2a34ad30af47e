package dev.lifeboat.recovery;

import dev.lifeboat.compose.Conductor;
import dev.lifeboat.compose.Halt;
import dev.lifeboat.compose.HaltRequest;
import dev.lifeboat.compose.ServiceContainer;
import dev.lifeboat.problem.Code;
import dev.lifeboat.problem.Problem;
import dev.lifeboat.problem.ProblemException;
import dev.lifeboat.progress.Progress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A file in the host's state folder that is there while a stack's database is empty and on its way
 * back: as long as it is, nobody starts the services that had to make way, and no backup is
 * complete. A recovery that completes removes it, or a person who gives it up.
 */
public final class Unfinished implements AutoCloseable {
  private final Mark mark;

  /**
   * @param state where the host keeps its state
   * @param stack the stack's name
   */
  public Unfinished(Path state, String stack) {
    this.mark = new Mark(state.resolve("recoveries"), stack + ".open", "a recovery");
  }

  Path file() {
    return mark.file();
  }

  /** True while a recovery is under way, and after one that was cut off. */
  public boolean isThere() {
    return mark.isThere();
  }

  /**
   * @throws ProblemException with {@code STATE_UNUSABLE}, or {@code BUSY} if another process
   *     recovers the stack; then nothing may be stopped
   */
  void begin() {
    mark.set();
  }

  /**
   * Stops what writes to the database. From before it stops until the data is back nothing starts
   * it, not even a crash. Call {@link #begin} before.
   *
   * @param again whether it had begun before this process: then it goes on if stopping fails
   */
  Halt halting(
      Conductor conductor,
      List<ServiceContainer> writers,
      String purpose,
      boolean again,
      Progress progress) {
    try {
      return conductor.halt(
          new HaltRequest(HaltRequest.Act.STOP, writers, purpose, Optional.of(file())), progress);
    } catch (RuntimeException e) {
      if (!again) {
        end();
        // Services that were stopped before the one that failed may go on now.
        conductor.settle(progress).forEach(progress::warn);
      }
      throw e;
    }
  }

  /** The data is back, or people want it no more. */
  public void end() {
    mark.remove();
  }

  /** True if no other process recovers the stack now, nor does until this is closed. */
  boolean isFree() {
    return mark.take();
  }

  /** Lets others recover the stack; that it isn't finished stays on record. */
  @Override
  public void close() {
    mark.close();
  }

  /** Why what is in the database now isn't all; empty if no recovery was cut off. */
  public List<Problem> problems() {
    return isThere()
        ? List.of(
            Problem.of(
                Code.CAPTURE_INCOMPLETE,
                "a recovery of the database is under way, or was cut off: what is in it is not all",
                remedies()))
        : List.of();
  }

  /** The failure, with what people have to know of services that stay as they are. */
  RuntimeException after(RuntimeException failure, Consumer<String> warn) {
    String fact = "the database is not back, so the services that were stopped for it stay stopped";
    if (failure instanceof ProblemException known) {
      List<Problem> problems = new ArrayList<>(known.problems());
      problems.add(Problem.of(Code.RESTORE_INCOMPLETE, fact, remedies()));
      ProblemException all = new ProblemException(problems);
      all.addSuppressed(failure);
      return all;
    }
    warn.accept(fact + "; " + String.join("; ", remedies()));
    return failure;
  }

  private String[] remedies() {
    return new String[] {
      "bring it back: lifeboat recover volume-deleted",
      "if the database is as it should be: lifeboat recover give-up"
    };
  }
}
