package dev.lifeboat.source.mongo;

import dev.lifeboat.problem.Code;
import dev.lifeboat.problem.Problem;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The parts that no try can read, and how often the others failed. For use by one thread. */
final class GivenUp {
  private final Map<String, Integer> failures = new HashMap<>();
  private final Map<String, Problem> problems = new HashMap<>();

  void add(Part part, Problem problem) {
    problems.put(part.item(), problem);
  }

  /** One try failed; {@code most} of them are too many. */
  void failed(Part part, int most, String reason) {
    if (failures.merge(part.item(), 1, Integer::sum) >= most) {
      add(
          part,
          Problem.of(
              Code.CAPTURE_INCOMPLETE,
              "'" + part.item() + "' could not be read in " + most + " tries: " + reason,
              "back up again while nothing replaces it all the time, as $out does"));
    }
  }

  boolean contains(Part part) {
    return problems.containsKey(part.item());
  }

  Collection<Problem> problems() {
    return List.copyOf(problems.values());
  }
}
