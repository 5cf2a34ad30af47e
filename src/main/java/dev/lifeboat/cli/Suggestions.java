package dev.lifeboat.cli;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Guesses which name was meant by a mistyped one. */
final class Suggestions {
  private Suggestions() {}

  /** The nearest name, if it is near enough for a slip of the fingers. */
  static Optional<String> closest(String typed, List<String> names) {
    int allowed = typed.length() / 3;
    return names.stream()
        .filter(name -> distance(typed, name) <= allowed)
        .min(Comparator.comparingInt(name -> distance(typed, name)));
  }

  /** How many insertions, deletions, substitutions and swaps of neighbours lie between. */
  private static int distance(String a, String b) {
    int[][] cost = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        cost[i][j] = i == 0 || j == 0 ? i + j : step(cost, a, b, i, j);
      }
    }
    return cost[a.length()][b.length()];
  }

  private static int step(int[][] cost, String a, String b, int i, int j) {
    boolean same = a.charAt(i - 1) == b.charAt(j - 1);
    int best = cost[i - 1][j - 1] + (same ? 0 : 1);
    best = Math.min(best, 1 + Math.min(cost[i - 1][j], cost[i][j - 1]));
    boolean swapped =
        i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
    return swapped ? Math.min(best, cost[i - 2][j - 2] + 1) : best;
  }
}
