package dev.lifeboat.source;

import dev.lifeboat.problem.Code;
import dev.lifeboat.problem.Problem;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Finds what somebody may have meant. */
public final class NearNames {
  private static final int SHOWN = 3;

  private NearNames() {}

  /** The problem that nothing has this name, with what comes near it as the hint. */
  public static Problem notFound(String what, String name, Collection<String> existing) {
    return problem(
        Code.NAMESPACE_NOT_FOUND, "there is no " + what + " '" + name + "'", name, existing);
  }

  /** The same of one place, such as {@code the backup}. */
  public static Problem notFoundIn(
      String place, String what, String name, Collection<String> existing) {
    return problem(
        Code.NAMESPACE_NOT_FOUND, place + " has no " + what + " '" + name + "'", name, existing);
  }

  /** The problem of that code and fact, with what comes near the name as the hint. */
  public static Problem problem(Code code, String fact, String name, Collection<String> existing) {
    List<String> near = near(name, existing);
    String hint;
    if (!near.isEmpty()) {
      hint = "did you mean " + quoted(near) + "?";
    } else if (existing.isEmpty()) {
      hint = "there is none";
    } else {
      hint = "there is " + quoted(existing.stream().sorted().limit(SHOWN).toList());
    }
    return Problem.of(code, fact, hint);
  }

  private static List<String> near(String name, Collection<String> existing) {
    int most = Math.max(2, name.length() / 3);
    return existing.stream()
        .filter(other -> distance(lower(name), lower(other)) <= most)
        .sorted(
            Comparator.comparingInt((String other) -> distance(name, other))
                .thenComparing(Comparator.naturalOrder()))
        .limit(SHOWN)
        .toList();
  }

  private static String lower(String text) {
    return text.toLowerCase(Locale.ROOT);
  }

  private static String quoted(List<String> names) {
    return names.stream().map(name -> "'" + name + "'").collect(Collectors.joining(", "));
  }

  private static int distance(String a, String b) {
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int above = row[j];
        int swap = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        row[j] = Math.min(swap, Math.min(above, row[j - 1]) + 1);
        diagonal = above;
      }
    }
    return row[b.length()];
  }
}
