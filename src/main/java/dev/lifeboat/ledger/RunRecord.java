package dev.lifeboat.ledger;

import java.time.Instant;
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

  /** Whether it goes on: it hasn't ended, and its process is there. */
  public boolean running() {
    return ended().isEmpty()
        && ProcessHandle.of(started().pid()).map(this::isItsProcess).orElse(false);
  }

  /** The system gives the number of a process to a later one. */
  private boolean isItsProcess(ProcessHandle process) {
    Instant latest = started().at().plusSeconds(2);
    return process.isAlive()
        && process.info().startInstant().filter(start -> start.isAfter(latest)).isEmpty();
  }

  /** How it ended; empty if it goes on, or was killed. */
  public Optional<RunEvent.Ended> ended() {
    return events.getLast() instanceof RunEvent.Ended ended ? Optional.of(ended) : Optional.empty();
  }
}
