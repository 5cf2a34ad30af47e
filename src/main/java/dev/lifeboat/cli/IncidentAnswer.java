package dev.lifeboat.cli;

import dev.lifeboat.incident.Incident;
import dev.lifeboat.incident.IncidentEvent;
import java.time.Instant;
import java.util.Optional;

/** How an incident stands after something was written into it. */
record IncidentAnswer(Incident incident, String words) implements Answer {
  /** Its field names are a contract. */
  record Document(
      String incident,
      String stack,
      String title,
      String cause,
      String priority,
      Instant since,
      Instant openedAt,
      String openedBy,
      Instant answerDue,
      Optional<Instant> answeredAt,
      Optional<Instant> closedAt) {
    static Document of(Incident incident) {
      IncidentEvent.Opened opened = incident.opened();
      return new Document(
          incident.id(),
          opened.stack(),
          opened.title(),
          opened.cause(),
          incident.priority().name(),
          opened.since(),
          opened.at(),
          opened.by(),
          incident.due(),
          incident.answered(),
          incident.closed().map(IncidentEvent::at));
    }
  }

  /**
   * @param words what is true of it now, such as {@code is open}
   */
  static IncidentAnswer changed(Incident incident, String words) {
    return new IncidentAnswer(incident, words);
  }

  @Override
  public Object document() {
    return Document.of(incident);
  }

  @Override
  public String text(Page page) {
    String said = "%s incident %s %s%n".formatted(page.ok(), incident.id(), words);
    if (!incident.isOpen()) {
      return said + page.next("lifeboat incident post-mortem --incident " + incident.id());
    }
    if (incident.events().size() > 1) {
      return said;
    }
    return said
        + "%s: somebody is at work by %s%nJobs that make or remove backups wait until it is closed.%n"
            .formatted(incident.priority(), page.moment(incident.due()))
        + page.next("lifeboat incident ack");
  }
}
