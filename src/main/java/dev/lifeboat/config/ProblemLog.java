package dev.lifeboat.config;

import dev.lifeboat.problem.Code;
import dev.lifeboat.problem.Problem;
import dev.lifeboat.problem.ProblemException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Gathers all problems of a configuration and of its env files, so that people see them at once.
 */
final class ProblemLog {
  private final List<Located> found = new ArrayList<>();

  private record Located(String file, int line, Problem problem) {}

  /** A problem on a line, counted from 1. */
  void add(String file, int line, String message, String... hints) {
    add(Code.CONFIG_INVALID, file, line, message, hints);
  }

  void add(Code code, String file, int line, String message, String... hints) {
    found.add(new Located(file, line, Problem.of(code, file + ":" + line + ": " + message, hints)));
  }

  /** A problem of a whole file. */
  void add(String file, String message, String... hints) {
    found.add(new Located(file, 0, Problem.of(Code.CONFIG_INVALID, file + ": " + message, hints)));
  }

  int size() {
    return found.size();
  }

  /** Ends the reading if there is a problem: file by file, each in the order of its lines. */
  void throwIfAny() {
    if (found.isEmpty()) {
      return;
    }
    List<String> files = found.stream().map(Located::file).distinct().toList();
    throw new ProblemException(
        found.stream()
            .sorted(
                Comparator.comparingInt((Located one) -> files.indexOf(one.file()))
                    .thenComparingInt(Located::line))
            .map(Located::problem)
            .distinct()
            .toList());
  }
}
