package dev.lifeboat.cli;

import dev.lifeboat.io.FileException;
import dev.lifeboat.problem.Code;
import dev.lifeboat.problem.Problem;
import dev.lifeboat.problem.ProblemException;
import dev.lifeboat.storage.StorageException;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.ParameterException;

/** The one place that turns exceptions into problems. */
record Failures(CrashFiles crashes) {
  /**
   * What a person reads about an exception.
   *
   * @param interrupted whether an interruption was asked for: then that is the reason, whatever
   *     exception the interrupted code made of it
   */
  List<Problem> explain(Throwable failure, boolean interrupted) {
    List<Problem> problems =
        switch (failure) {
          case ProblemException known -> known.problems();
          case ParameterException misuse -> List.of(UsageProblem.of(misuse));
          case StorageException storage -> List.of(StorageProblem.of(storage));
          case FileException file -> List.of(file(file));
          case OutOfMemoryError tooSmall -> List.of(outOfMemory());
          default -> interrupted ? List.of() : List.of(defect(failure));
        };
    return interrupted ? withInterruption(problems) : problems;
  }

  private static List<Problem> withInterruption(List<Problem> problems) {
    if (problems.stream().anyMatch(problem -> problem.code() == Code.INTERRUPTED)) {
      return problems;
    }
    List<Problem> all = new ArrayList<>();
    all.add(Problem.of(Code.INTERRUPTED, "interrupted"));
    all.addAll(problems);
    return all;
  }

  private static Problem file(FileException failure) {
    String fact = String.valueOf(failure.getMessage());
    return switch (failure.reason()) {
      case MISSING ->
          Problem.of(Code.STORAGE_NOT_FOUND, fact, "see whether its disk or share is mounted");
      case EXISTS ->
          Problem.of(Code.STORAGE_EXISTS, fact, "move it away if it isn't needed, then try again");
      case DENIED, READ_ONLY ->
          Problem.of(
              Code.STORAGE_DENIED,
              fact,
              "run as the user that owns it, or mend its rights",
              "LIFEBOAT_STATE names another folder for what Lifeboat remembers on this host");
      case NO_SPACE ->
          Problem.of(Code.STORAGE_FULL, fact, "make room on that disk, then run the command again");
      case OTHER ->
          Problem.of(Code.STORAGE_UNAVAILABLE, fact, "see that the disk is there, then try again");
    };
  }

  private static Problem outOfMemory() {
    return Problem.of(
        Code.OUT_OF_MEMORY,
        "the program ran out of memory",
        "give it more: LIFEBOAT_JAVA_OPTS=-Xmx2g lifeboat ...");
  }

  private Problem defect(Throwable failure) {
    String kind = failure.getClass().getSimpleName();
    return Problem.of(
        Code.INTERNAL,
        "the program met a condition that it doesn't handle: " + kind,
        crashes
            .write(failure)
            .map(
                file ->
                    "please report it with '" + file + "', which holds the details and no secrets")
            .orElse("run the command again with --verbose to see where, and please report it"));
  }
}
