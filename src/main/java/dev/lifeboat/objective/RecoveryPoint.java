package dev.lifeboat.objective;

import java.time.Duration;
import java.util.Optional;

/**
 * How much may be lost at most (RPO).
 *
 * @param data which data it is about, in people's words
 * @param source the kind of source that the data is in
 * @param within the span whose changes may be lost
 */
public record RecoveryPoint(Optional<String> data, String source, Duration within) {
  public RecoveryPoint {
    if (!within.isPositive()) {
      throw new IllegalArgumentException("an objective of no time");
    }
  }
}
