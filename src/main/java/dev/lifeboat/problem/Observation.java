package dev.lifeboat.problem;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One thing that was looked at, and how it stands.
 *
 * @param subject what it is, in a word or two
 * @param grade how it stands
 * @param fact what was seen, worded like a problem's message
 * @param hints what to do, each with the exact command or setting; also where all is well, if there
 *     is something better
 * @param code what kind of problem it is; there for FAIL, and only then
 */
public record Observation(
    String subject, Grade grade, String fact, List<String> hints, Optional<Code> code) {
  public Observation {
    hints = List.copyOf(hints);
    if (code.isPresent() != (grade == Grade.FAIL)) {
      throw new IllegalArgumentException("a failure has a code, and nothing else has");
    }
  }

  private static final String UNKNOWN = "not known";

  /** A warning that nobody knows how it stands. */
  public static Observation unknown(String subject, String why, String... hints) {
    return warn(subject, UNKNOWN + why, hints);
  }

  /** Whether nobody knows how it stands. */
  public boolean isUnknown() {
    return grade == Grade.WARN && fact.startsWith(UNKNOWN);
  }

  public static Observation ok(String subject, String fact, String... hints) {
    return new Observation(subject, Grade.OK, fact, List.of(hints), Optional.empty());
  }

  public static Observation warn(String subject, String fact, String... hints) {
    return new Observation(subject, Grade.WARN, fact, List.of(hints), Optional.empty());
  }

  public static Observation fail(String subject, Code code, String fact, String... hints) {
    return new Observation(subject, Grade.FAIL, fact, List.of(hints), Optional.of(code));
  }

  /** Problems as one failure: the first one's code, and everything that they say. */
  public static Observation of(String subject, ProblemException failure) {
    List<Problem> problems = failure.problems();
    List<String> facts = problems.stream().map(Problem::message).toList();
    List<String> hints = new ArrayList<>();
    problems.stream().flatMap(problem -> problem.hints().stream()).distinct().forEach(hints::add);
    return new Observation(
        subject,
        Grade.FAIL,
        String.join("; ", facts),
        hints,
        Optional.of(problems.getFirst().code()));
  }
}
