package dev.lifeboat.verify;

import dev.lifeboat.problem.Problem;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Collects what is wrong, each problem once, with all backups that it affects. Thread-safe. */
final class Findings {
  private final Map<String, Problem> problems = new LinkedHashMap<>();
  private final Map<String, Set<String>> backups = new LinkedHashMap<>();

  synchronized void add(Problem problem, String backup) {
    String key = problem.code() + " " + problem.message();
    problems.putIfAbsent(key, problem);
    backups.computeIfAbsent(key, _ -> new LinkedHashSet<>()).add(backup);
  }

  void add(Finding finding) {
    finding.backups().forEach(backup -> add(finding.problem(), backup));
  }

  synchronized boolean affects(String backup) {
    return backups.values().stream().anyMatch(affected -> affected.contains(backup));
  }

  synchronized List<Finding> list() {
    List<Finding> list = new ArrayList<>();
    problems.forEach(
        (key, problem) ->
            list.add(new Finding(problem, List.copyOf(backups.getOrDefault(key, Set.of())))));
    return list;
  }
}
