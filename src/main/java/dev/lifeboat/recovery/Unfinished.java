package dev.lifeboat.recovery;

import dev.lifeboat.io.DurableFiles;
import dev.lifeboat.io.FileBody;
import dev.lifeboat.io.FileException;
import dev.lifeboat.io.FileMode;
import dev.lifeboat.problem.Code;
import dev.lifeboat.problem.Problem;
import dev.lifeboat.problem.ProblemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * A file in the host's state folder that is there while a stack's database is empty and on its way
 * back: as long as it is, nobody starts the services that had to make way, and no backup is
 * complete. A recovery that completes removes it, or a person who wants neither.
 */
public final class Unfinished {
  private final Path file;

  /**
   * @param state where the host keeps its state
   * @param stack the stack's name
   */
  public Unfinished(Path state, String stack) {
    this.file = state.resolve("recoveries").resolve(stack + ".open");
  }

  Path file() {
    return file;
  }

  boolean isThere() {
    return Files.exists(file);
  }

  /**
   * @throws ProblemException with {@code STATE_UNUSABLE}; then nothing may be stopped
   */
  void begin() {
    try {
      Path folder = file.toAbsolutePath().getParent();
      if (folder != null) {
        DurableFiles.createFolders(folder, FileMode.PRIVATE);
      }
      DurableFiles.replace(file, FileMode.PRIVATE, FileBody.of(new byte[0]));
    } catch (FileException e) {
      throw Problem.of(
              Code.STATE_UNUSABLE,
              "the file '%s', which remembers that a recovery is under way, can't be written: %s"
                  .formatted(file, e.getMessage()),
              "'state' in lifeboat.yaml or the variable LIFEBOAT_STATE names another folder")
          .causedBy(e);
    }
  }

  void end() {
    DurableFiles.delete(file);
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
      "if it is as it should be: remove the file '%s', and the next command starts what was stopped"
          .formatted(file)
    };
  }
}
