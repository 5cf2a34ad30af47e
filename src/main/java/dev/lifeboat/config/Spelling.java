package dev.lifeboat.config;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Guesses which key was meant. */
final class Spelling {
  private Spelling() {}

  static String hint(String key, String section, List<String> keys) {
    Optional<String> near = nearest(key, keys);
    if (near.isPresent()) {
      return "did you mean '" + near.get() + "'?";
    }
    for (String other : ConfigKeys.sections().keySet()) {
      if (!other.equals(section) && ConfigKeys.sections().get(other).contains(key)) {
        return other.isEmpty()
            ? "it belongs to the top of the file, not under '" + section + "'"
            : "it belongs under '" + other + "'";
      }
    }
    return "the keys here are " + String.join(", ", keys);
  }

  static Optional<String> nearest(String word, List<String> candidates) {
    String plain = plain(word);
    int most = Math.clamp(plain.length() / 3, 1, 3);
    return candidates.stream()
        .filter(candidate -> distance(plain, plain(candidate)) <= most)
        .min(Comparator.comparingInt(candidate -> distance(plain, plain(candidate))));
  }

  private static String plain(String word) {
    return word.toLowerCase(Locale.ROOT).replace("-", "").replace("_", "");
  }

  /** How many letters must be added, removed or replaced. */
  private static int distance(String a, String b) {
    int[] row = new int[b.length() + 1];
    for (int j = 0; j < row.length; j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j < row.length; j++) {
        int replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(replaced, Math.min(row[j], row[j - 1]) + 1);
      }
    }
    return row[b.length()];
  }
}
