package dev.lifeboat.alert;

import dev.lifeboat.monitor.Metric;
import dev.lifeboat.monitor.State;
import dev.lifeboat.monitor.Verdict;
import java.time.Instant;
import java.util.List;

/** Verdicts for tests. */
final class Seen {
  static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");

  private Seen() {}

  static Verdict ok(Metric metric) {
    return verdict(metric, "", State.OK, "all is well");
  }

  static Verdict critical(Metric metric, String reason) {
    return verdict(metric, "", State.CRITICAL, reason);
  }

  static Verdict verdict(Metric metric, String subject, State state, String reason) {
    return new Verdict(
        metric, subject, state, reason, NOON.minusSeconds(60), List.of("lifeboat doctor"));
  }
}
