package dev.lifeboat.problem;

import java.util.List;
import java.util.Objects;

/**
 * One thing that went wrong, as people read it.
 *
 * @param code what kind of problem it is
 * @param message the fact: lower case, the subject quoted, no final stop, no class name, no secret
 * @param hints what to do about it, each with the exact command or setting
 */
public record Problem(Code code, String message, List<String> hints) {
  public Problem {
    Objects.requireNonNull(code, "code");
    Objects.requireNonNull(message, "message");
    hints = List.copyOf(hints);
  }

  public static Problem of(Code code, String message, String... hints) {
    return new Problem(code, message, List.of(hints));
  }

  /** This problem as an exception without a cause. */
  public ProblemException exception() {
    return new ProblemException(this, null);
  }

  /** This problem as an exception that keeps what caused it. */
  public ProblemException causedBy(Throwable cause) {
    return new ProblemException(this, cause);
  }
}
