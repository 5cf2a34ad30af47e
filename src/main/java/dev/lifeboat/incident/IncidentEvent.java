package dev.lifeboat.incident;

import java.time.Instant;
import java.util.Optional;

/** What happened in an incident. Each is written down before anything follows from it. */
public sealed interface IncidentEvent {
  Instant at();

  /** Who, as far as this host can tell. */
  String by();

  /**
   * It began to be an incident.
   *
   * @param since when it happened, or was noticed first (T0)
   * @param detector what noticed it: a person, an alert, the sentinel
   * @param cause names the cause, such as {@code volume-deleted}: there is one open incident of
   *     each
   */
  record Opened(
      Instant at,
      String by,
      String stack,
      String title,
      String cause,
      Priority priority,
      Instant since,
      String detector)
      implements IncidentEvent {
    public Opened {
      required(title, "title");
      required(cause, "cause");
    }
  }

  /** Somebody works on it. */
  record Acknowledged(Instant at, String by) implements IncidentEvent {}

  /** It is worse, or not as bad, as was thought. */
  record Prioritised(Instant at, String by, Priority priority, String reason)
      implements IncidentEvent {
    public Prioritised {
      required(reason, "reason");
    }
  }

  /** Something that people want to remember. */
  record Noted(Instant at, String by, String text) implements IncidentEvent {
    public Noted {
      required(text, "note");
    }
  }

  /** A point of the list is true; this shows it. */
  record Checked(Instant at, String by, Point point, String evidence) implements IncidentEvent {
    public Checked {
      required(evidence, "evidence");
    }
  }

  /** A point of the list needn't be true. */
  record Waived(Instant at, String by, Point point, String reason) implements IncidentEvent {
    public Waived {
      required(reason, "reason");
    }
  }

  /** It is over. */
  record Closed(Instant at, String by, Optional<String> summary) implements IncidentEvent {}

  private static void required(String text, String what) {
    if (text.isBlank()) {
      throw new IllegalArgumentException("the %s says nothing".formatted(what));
    }
  }
}
