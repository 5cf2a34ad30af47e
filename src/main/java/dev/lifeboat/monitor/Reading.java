package dev.lifeboat.monitor;

import java.time.Duration;
import java.util.Optional;

/**
 * A number that a verdict was made from.
 *
 * @param name what it is, in lower case with underscores, such as {@code loss}
 * @param value in the unit
 * @param unit what it is counted in
 * @param warning where the warning begins, if a number says that
 * @param critical where it is critical, if a number says that
 */
public record Reading(
    String name, double value, Unit unit, Optional<Limit> warning, Optional<Limit> critical) {
  /** What it is counted in. */
  public enum Unit {
    SECONDS,
    BYTES,
    /** Of one, so 0.95 is 95 percent. */
    RATIO,
    COUNT
  }

  /**
   * Where a state begins.
   *
   * @param below whether it begins below the bound, and not above it
   */
  public record Limit(double bound, boolean below) {}

  public Reading {
    if (!name.matches("[a-z][a-z_]*")) {
      throw new IllegalArgumentException("no name of a reading: " + name);
    }
    if (!Double.isFinite(value)) {
      throw new IllegalArgumentException("no number: " + value);
    }
  }

  /** A span in its unit. */
  static double seconds(Duration span) {
    return span.toMillis() / 1000.0;
  }

  /** One that nothing is judged by. */
  public static Reading of(String name, double value, Unit unit) {
    return new Reading(name, value, unit, Optional.empty(), Optional.empty());
  }

  /** One that is bad when it is above. */
  public static Reading above(
      String name, double value, Unit unit, double warning, double critical) {
    return new Reading(
        name,
        value,
        unit,
        Optional.of(new Limit(warning, false)),
        Optional.of(new Limit(critical, false)));
  }

  /** One that is bad when it is below. */
  public static Reading below(
      String name, double value, Unit unit, double warning, double critical) {
    return new Reading(
        name,
        value,
        unit,
        Optional.of(new Limit(warning, true)),
        Optional.of(new Limit(critical, true)));
  }
}
