package dev.lifeboat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What came of the rounds, by the phase in which a command was killed. */
final class SoakTable {
  private static final String LINE = "%-16s %-24s %6s %6s %8s %6s %7s%n";

  private final Map<List<String>, int[]> rows = new LinkedHashMap<>();
  private final List<String> failures = new ArrayList<>();

  void add(SoakAct act, String phase, boolean killed, boolean done) {
    int[] row = row(act, phase);
    row[0]++;
    row[killed ? 1 : 2]++;
    row[3] += done ? 1 : 0;
  }

  void addFailure(SoakAct act, String phase, String round, Throwable failure) {
    int[] row = row(act, phase);
    row[0]++;
    row[4]++;
    failures.add(round + ": " + failure);
  }

  private int[] row(SoakAct act, String phase) {
    return rows.computeIfAbsent(List.of(act.toString(), phase), _ -> new int[5]);
  }

  List<String> failures() {
    return List.copyOf(failures);
  }

  /** In how many rounds the command was killed before it ended. */
  int kills() {
    return rows.values().stream().mapToInt(row -> row[1]).sum();
  }

  @Override
  public String toString() {
    StringBuilder table = new StringBuilder();
    table.append(
        LINE.formatted("command", "phase", "rounds", "killed", "too late", "done", "failed"));
    int[] sums = new int[5];
    rows.forEach(
        (key, row) -> {
          table.append(line(key.get(0), key.get(1), row));
          for (int i = 0; i < row.length; i++) {
            sums[i] += row[i];
          }
        });
    table.append(line("all", "", sums));
    failures.forEach(failure -> table.append(failure).append('\n'));
    return table.toString();
  }

  private static String line(String act, String phase, int[] row) {
    return LINE.formatted(act, phase, row[0], row[1], row[2], row[3], row[4]);
  }
}
