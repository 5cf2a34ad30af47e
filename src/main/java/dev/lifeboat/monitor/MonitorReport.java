package dev.lifeboat.monitor;

import java.time.Instant;
import java.util.List;

/**
 * How a stack stands.
 *
 * @param at when that was judged
 * @param verdicts in the order of {@link Metric}
 */
public record MonitorReport(String stack, Instant at, List<Verdict> verdicts) {
  public MonitorReport {
    verdicts = List.copyOf(verdicts);
  }

  /** The worst of all. */
  public State state() {
    return State.worst(verdicts.stream().map(Verdict::state).toList());
  }

  /** Those in which something is to be done, the worst first. */
  public List<Verdict> bad() {
    return verdicts.stream()
        .filter(verdict -> verdict.state() != State.OK)
        .sorted((one, other) -> other.state().compareTo(one.state()))
        .toList();
  }
}
