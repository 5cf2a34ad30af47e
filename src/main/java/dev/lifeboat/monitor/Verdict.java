package dev.lifeboat.monitor;

import java.time.Instant;
import java.util.List;

/**
 * How one thing stands.
 *
 * @param metric what was judged
 * @param subject of what, such as a source's name; empty if there is one only
 * @param state how it stands
 * @param reason why, for people: a fact in lower case without a full stop, without any secret
 * @param since since when it has been in this state
 * @param commands what to run next, the first one first; none if nothing is to be done
 * @param readings the numbers behind it
 */
public record Verdict(
    Metric metric,
    String subject,
    State state,
    String reason,
    Instant since,
    List<String> commands,
    List<Reading> readings) {
  public Verdict {
    if (reason.isBlank()) {
      throw new IllegalArgumentException("a verdict has a reason");
    }
    commands = List.copyOf(commands);
    readings = List.copyOf(readings);
  }

  /** One without numbers. */
  public Verdict(
      Metric metric,
      String subject,
      State state,
      String reason,
      Instant since,
      List<String> commands) {
    this(metric, subject, state, reason, since, commands, List.of());
  }

  /** What it is about, the same in every look: such as {@code freshness/shop}. */
  public String key() {
    return subject.isEmpty() ? metric.id() : metric.id() + "/" + subject;
  }

  /** The same, known since another time. */
  public Verdict since(Instant moment) {
    return new Verdict(metric, subject, state, reason, moment, commands, readings);
  }
}
