package dev.lifeboat.drill;

import java.time.Duration;

/**
 * How long something will take.
 *
 * @param likely the best guess
 * @param low seldom less
 * @param high seldom more
 */
public record PhaseForecast(Duration likely, Duration low, Duration high) {
  public PhaseForecast {
    if (low.isNegative() || low.compareTo(likely) > 0 || likely.compareTo(high) > 0) {
      throw new IllegalArgumentException("not a band: " + low + ", " + likely + ", " + high);
    }
  }

  public boolean covers(Duration took) {
    return took.compareTo(low) >= 0 && took.compareTo(high) <= 0;
  }
}
