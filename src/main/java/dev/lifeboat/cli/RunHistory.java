package dev.lifeboat.cli;

import dev.lifeboat.ledger.ExpectedRun;
import dev.lifeboat.ledger.SuccessRate;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * Runs that were expected.
 *
 * @param runs the newest first
 * @param window over which time the rates are counted
 * @param rates by job
 */
public record RunHistory(List<ExpectedRun> runs, Duration window, Map<String, SuccessRate> rates) {
  public RunHistory {
    runs = List.copyOf(runs);
    rates = Map.copyOf(rates);
  }
}
