package dev.lifeboat.alert;

import java.time.Duration;

/**
 * When people are told.
 *
 * @param openAfter how long something has to be wrong before; zero means at once
 * @param clearAfter how long it has to be well before it counts as over
 * @param remindAfter how long after people were last told they are told again
 */
public record Rules(Duration openAfter, Duration clearAfter, Duration remindAfter) {
  /** At once; over after ten minutes; again once a day. */
  public static final Rules DEFAULT =
      new Rules(Duration.ZERO, Duration.ofMinutes(10), Duration.ofDays(1));

  /** From so many returns on, something comes and goes. */
  static final int FLAPPING = 3;

  /** What comes and goes has to be well so many times longer. */
  private static final int PATIENCE = 6;

  public Rules {
    if (openAfter.isNegative() || clearAfter.isNegative() || !remindAfter.isPositive()) {
      throw new IllegalArgumentException("a span is below zero");
    }
  }

  Duration clearAfter(int returns) {
    return returns >= FLAPPING ? clearAfter.multipliedBy(PATIENCE) : clearAfter;
  }
}
