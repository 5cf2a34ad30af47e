package dev.lifeboat.cli;

import dev.lifeboat.incident.Chronology;
import dev.lifeboat.incident.Deed;
import dev.lifeboat.incident.Incident;
import dev.lifeboat.incident.Point;
import dev.lifeboat.units.Spans;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** An incident: its clock, what happened, what is left. */
record IncidentStoryAnswer(Chronology story, Instant now) implements Answer {
  /**
   * Its field names are a contract.
   *
   * @param seconds since T0, until now or its end
   * @param recoverySeconds from T0 to the end of the last recovery that ended well
   */
  record Document(
      IncidentAnswer.Document incident,
      long seconds,
      Optional<Long> recoverySeconds,
      List<Deed> timeline,
      List<String> missing) {}

  @Override
  public Object document() {
    return new Document(
        IncidentAnswer.Document.of(story.incident()),
        story.incident().lasted(now).toSeconds(),
        story.recoveryTime().map(Duration::toSeconds),
        story.deeds(),
        story.incident().missing().stream().map(Point::toString).toList());
  }

  @Override
  public String text(Page page) {
    Incident incident = story.incident();
    StringBuilder text = new StringBuilder();
    text.append(
        page.ink()
            .bold(
                "%s %s: %s"
                    .formatted(incident.id(), incident.priority(), incident.opened().title())));
    text.append(
        "%n%s since %s, %s%n"
            .formatted(
                incident.isOpen() ? "open" : "closed",
                page.moment(incident.opened().since()),
                Spans.print(incident.lasted(now))));
    story
        .recoveryTime()
        .ifPresent(
            took -> text.append("recovered %s after it began%n".formatted(Spans.print(took))));
    if (incident.isOpen() && incident.answered().isEmpty()) {
      text.append(
          (incident.late(now)
                  ? page.failed() + " nobody is at work; asked by "
                  : "nobody is at work yet; asked by ")
              + page.moment(incident.due())
              + "\n");
    }
    text.append('\n');
    for (Deed deed : story.deeds()) {
      String when = page.moment(deed.at());
      String who = deed.by().isEmpty() ? "" : " (" + deed.by() + ")";
      text.append(when)
          .append("  ")
          .append(page.wrapped(deed.what() + who, when.length() + 2))
          .append('\n');
    }
    if (incident.isOpen()) {
      text.append(
          "%nleft: %s%n"
              .formatted(
                  incident.missing().isEmpty()
                      ? "nothing"
                      : incident.missing().stream()
                          .map(Point::toString)
                          .collect(Collectors.joining(", "))));
      text.append(
          page.next(
              incident.answered().isEmpty()
                  ? "lifeboat incident ack"
                  : incident.missing().isEmpty()
                      ? "lifeboat incident close"
                      : "lifeboat incident check"));
    }
    return text.toString();
  }
}
