package dev.lifeboat.drill;

import java.time.Duration;
import java.util.Optional;

/**
 * How long a phase took.
 *
 * @param phase which; each occurs once in a record
 * @param took its part of the recovery's time: those of all phases add up to it. Fetching, decoding
 *     and loading go on at once; their common time is shared out by how busy each of them was
 * @param forecast what was foretold before the drill; empty if there was no past to tell it from
 */
public record PhaseResult(DrillPhase phase, Duration took, Optional<PhaseForecast> forecast) {
  public PhaseResult {
    if (took.isNegative()) {
      throw new IllegalArgumentException("a phase took no negative time");
    }
  }

  /** Whether it took as long as foretold; true if nothing was. */
  public boolean asForetold() {
    return forecast.map(band -> band.covers(took)).orElse(true);
  }
}
