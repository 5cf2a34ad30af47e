package dev.lifeboat.ledger;

import java.util.Collection;

/**
 * How many of the runs that were expected came to a good end.
 *
 * @param expected how many were, without those that people skipped and those that go on
 * @param good how many of them did
 */
public record SuccessRate(long expected, long good) {
  public SuccessRate {
    if (good > expected || good < 0) {
      throw new IllegalArgumentException("more than all");
    }
  }

  /** That of the last attempts of runs. */
  static SuccessRate of(Collection<ExpectedRun> runs) {
    return new SuccessRate(
        runs.stream()
            .filter(run -> run.result() != RunResult.SKIPPED && run.result() != RunResult.RUNNING)
            .count(),
        runs.stream().filter(run -> run.result().good()).count());
  }

  public SuccessRate plus(SuccessRate other) {
    return new SuccessRate(expected + other.expected, good + other.good);
  }

  /** From 0 to 1; 1 where nothing was expected. */
  public double share() {
    return expected == 0 ? 1 : (double) good / expected;
  }
}
