package dev.lifeboat.monitor;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Gathers verdicts. */
final class Findings {
  private final Instant now;
  private final List<Verdict> verdicts = new ArrayList<>();

  Findings(Instant now) {
    this.now = now;
  }

  Instant now() {
    return now;
  }

  List<Verdict> verdicts() {
    return List.copyOf(verdicts);
  }

  void add(
      Metric metric,
      String subject,
      State state,
      String reason,
      List<String> commands,
      Reading... readings) {
    verdicts.add(new Verdict(metric, subject, state, reason, now, commands, List.of(readings)));
  }

  void good(Metric metric, String subject, String reason, Reading... readings) {
    add(metric, subject, State.OK, reason, List.of(), readings);
  }

  /** What could not be asked is as bad as red. */
  void unknown(Metric metric, String subject, Seen.Unknown<?> unknown) {
    add(metric, subject, State.UNKNOWN, "not known: " + unknown.why(), unknown.commands());
  }
}
