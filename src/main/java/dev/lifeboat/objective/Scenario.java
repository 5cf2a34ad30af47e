package dev.lifeboat.objective;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** What may have to be recovered. */
public enum Scenario {
  /** The database, from a backup. */
  DATABASE,
  /** Volumes, from a backup. */
  VOLUMES,
  /** All of it: files, volumes, database, services. */
  FULL;

  /** As people write it. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** All of them as people write them. */
  public static List<String> words() {
    return Arrays.stream(values()).map(Scenario::toString).toList();
  }

  /**
   * The one that a word names.
   *
   * @throws IllegalArgumentException if it is none
   */
  public static Scenario parse(String word) {
    return Arrays.stream(values())
        .filter(each -> each.toString().equals(word))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no scenario"));
  }
}
