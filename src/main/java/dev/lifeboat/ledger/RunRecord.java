package dev.lifeboat.ledger;

import java.util.List;
import java.util.Optional;

/**
 * A run as it was written down.
 *
 * @param id names it; sorts by time
 * @param events what happened; the first one is its start
 */
public record RunRecord(String id, List<RunEvent> events) {
  public RunRecord {
    events = List.copyOf(events);
  }

  public RunEvent.Started started() {
    return (RunEvent.Started) events.getFirst();
  }

  /** How it ended; empty if it goes on, or was killed. */
  public Optional<RunEvent.Ended> ended() {
    return events.getLast() instanceof RunEvent.Ended ended ? Optional.of(ended) : Optional.empty();
  }
}
