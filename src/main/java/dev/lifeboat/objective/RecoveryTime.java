package dev.lifeboat.objective;

import dev.lifeboat.units.ByteSize;
import java.time.Duration;
import java.util.Optional;

/**
 * How long a recovery may take (RTO).
 *
 * @param scenario what is recovered
 * @param upTo up to how much data that holds; empty for any
 * @param within from the beginning to the end
 */
public record RecoveryTime(Scenario scenario, Optional<ByteSize> upTo, Duration within) {
  public RecoveryTime {
    if (!within.isPositive()) {
      throw new IllegalArgumentException("an objective of no time");
    }
  }

  boolean covers(long bytes) {
    return upTo.filter(most -> bytes > most.bytes()).isEmpty();
  }
}
