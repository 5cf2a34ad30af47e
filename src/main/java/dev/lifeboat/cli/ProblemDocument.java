package dev.lifeboat.cli;

import dev.lifeboat.problem.Problem;
import java.util.List;

/** A problem inside a document; its field names are a contract. */
record ProblemDocument(String code, String message, List<String> hints) {
  static ProblemDocument of(Problem problem) {
    return new ProblemDocument(problem.code().toString(), problem.message(), problem.hints());
  }

  static List<ProblemDocument> of(List<Problem> problems) {
    return problems.stream().map(ProblemDocument::of).toList();
  }
}
