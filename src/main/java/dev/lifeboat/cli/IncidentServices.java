package dev.lifeboat.cli;

import dev.lifeboat.audit.Audited;
import dev.lifeboat.incident.Chronology;
import dev.lifeboat.incident.Incident;
import dev.lifeboat.incident.Point;
import dev.lifeboat.incident.Priority;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Leads through incidents. Where an incident's id isn't said, it is the one that is open; {@code
 * INCIDENT_NOT_FOUND} if there is none, or more than one.
 */
public interface IncidentServices {
  /**
   * Opens one.
   *
   * @param since when it began; now if not said
   * @throws dev.lifeboat.problem.ProblemException INCIDENT_OPEN, if one of this cause is open
   */
  @Audited(
      value = "incident open",
      names = {"title", "cause", "priority", "since"})
  Incident open(
      Conduct conduct, String title, String cause, Priority priority, Optional<Instant> since);

  /** All of them, the oldest first. */
  List<Incident> list(Conduct conduct);

  /** One, with what this host did meanwhile. */
  Chronology story(Conduct conduct, Optional<String> id);

  /** Says that somebody works on it. */
  @Audited(value = "incident ack", names = "incident")
  Incident acknowledge(Conduct conduct, Optional<String> id);

  /** Says that it is worse, or not as bad. */
  @Audited(
      value = "incident priority",
      names = {"incident", "priority", "reason"})
  Incident prioritise(Conduct conduct, Optional<String> id, Priority priority, String reason);

  /** Writes something down. */
  @Audited(
      value = "incident note",
      names = {"incident", "text"})
  Incident note(Conduct conduct, Optional<String> id, String text);

  /** Looks which points can be seen to be true, and writes those down. */
  @Audited(value = "incident check", names = "incident")
  Checkpoints check(Conduct conduct, Optional<String> id);

  /** Says that a point is true. */
  @Audited(
      value = "incident done",
      names = {"incident", "point", "evidence"})
  Incident done(Conduct conduct, Optional<String> id, Point point, String evidence);

  /** Says that a point needn't be true. */
  @Audited(
      value = "incident waive",
      names = {"incident", "point", "reason"})
  Incident waive(Conduct conduct, Optional<String> id, Point point, String reason);

  /**
   * Ends it.
   *
   * @throws dev.lifeboat.problem.ProblemException INCIDENT_UNFINISHED, if points are neither true
   *     nor waived
   */
  @Audited(
      value = "incident close",
      names = {"incident", "summary"})
  Incident close(Conduct conduct, Optional<String> id, Optional<String> summary);
}
