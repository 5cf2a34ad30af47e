package dev.lifeboat.schedule;

import java.time.Duration;

/** Distances between runs. */
final class Spaced {
  /** More often makes no sense for what starts a program each time. */
  static final Duration LEAST = Duration.ofMinutes(1);

  private Spaced() {}

  static void check(Duration interval) {
    if (interval.compareTo(LEAST) < 0) {
      throw new IllegalArgumentException("less than a minute");
    }
  }

  /** As people write it in the configuration, such as {@code 1d}, {@code 6h} or {@code 90m}. */
  static String words(Duration interval) {
    long seconds = interval.toSeconds();
    if (seconds % 86_400 == 0) {
      return seconds / 86_400 + "d";
    }
    if (seconds % 3600 == 0) {
      return seconds / 3600 + "h";
    }
    return seconds % 60 == 0 ? seconds / 60 + "m" : seconds + "s";
  }
}
