package dev.lifeboat.problem;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Ends an operation because of one or more problems that people shall read. */
public final class ProblemException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient List<Problem> problems;

  public ProblemException(Problem problem, @Nullable Throwable cause) {
    super(problem.message(), cause);
    this.problems = List.of(problem);
  }

  /** Several problems that were found together, such as those of a configuration file. */
  public ProblemException(List<Problem> problems) {
    super(problems.getFirst().message());
    this.problems = List.copyOf(problems);
  }

  /** At least one problem; the first one's code decides the exit code. */
  public List<Problem> problems() {
    return problems;
  }
}
