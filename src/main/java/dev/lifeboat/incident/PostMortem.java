package dev.lifeboat.incident;

import dev.lifeboat.units.Moments;
import dev.lifeboat.units.Spans;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Map;

/** The first draft of a post-mortem: all that was written down, and room for what people know. */
public final class PostMortem {
  private PostMortem() {}

  /** As Markdown. */
  public static String markdown(Chronology story, Instant now, ZoneId zone) {
    Incident incident = story.incident();
    IncidentEvent.Opened opened = incident.opened();
    StringBuilder text = new StringBuilder();
    text.append("# Post-mortem: %s%n%n".formatted(line(opened.title())));
    text.append("| | |\n|---|---|\n");
    row(text, "Incident", incident.id());
    row(text, "Stack", opened.stack());
    row(text, "Cause", opened.cause());
    row(text, "Priority", incident.priority() + ": " + incident.priority().words());
    row(text, "It began (T0)", Moments.print(opened.since(), zone));
    row(text, "Opened", Moments.print(opened.at(), zone) + " by " + opened.by());
    row(
        text,
        "Somebody at work",
        incident
            .answered()
            .map(
                at ->
                    "%s after it was opened (asked: %s)%s"
                        .formatted(
                            Spans.print(Duration.between(opened.at(), at)),
                            Spans.print(incident.priority().response()),
                            incident.late(now) ? ", too late" : ""))
            .orElse("nobody yet"));
    row(
        text,
        "Recovered",
        story
            .recovered()
            .map(
                end ->
                    "%s, %s after T0 (RTO)"
                        .formatted(
                            Moments.print(end.at(), zone),
                            Spans.print(Duration.between(opened.since(), end.at()))))
            .orElse("no recovery ended well on this host"));
    row(
        text,
        "Backup used",
        story.recovered().map(end -> end.backup()).filter(id -> !id.isBlank()).orElse("none"));
    row(
        text,
        "Closed",
        incident
            .closed()
            .map(end -> Moments.print(end.at(), zone) + " by " + end.by())
            .orElse("still open"));
    text.append("\n## What happened\n\n");
    text.append(
        incident.closed().flatMap(IncidentEvent.Closed::summary).map(PostMortem::line).orElse("…"));
    text.append("\n\n## Timeline\n\n| when | what | who |\n|---|---|---|\n");
    for (Deed deed : story.deeds()) {
      text.append(
          "| %s | %s | %s |%n"
              .formatted(Moments.print(deed.at(), zone), line(deed.what()), line(deed.by())));
    }
    text.append("\n## Check list\n\n");
    Map<Point, IncidentEvent> points = incident.points();
    for (Point point : Point.values()) {
      text.append(
          switch (points.get(point)) {
            case IncidentEvent.Checked checked ->
                "- [x] %s: %s%n".formatted(point.words(), line(checked.evidence()));
            case IncidentEvent.Waived waived ->
                "- [ ] ~~%s~~ waived: %s%n".formatted(point.words(), line(waived.reason()));
            case null, default -> "- [ ] %s%n".formatted(point.words());
          });
    }
    text.append(
        """

        ## Why it happened

        …

        ## What went well, and what didn't

        …

        ## What changes

        | what | owner | due |
        |---|---|---|
        | … | | |
        """);
    return text.toString();
  }

  private static void row(StringBuilder text, String name, String value) {
    text.append("| %s | %s |%n".formatted(name, line(value)));
  }

  /** What people typed must not become a table's columns, or tags of a page. */
  private static String line(String text) {
    return text.strip()
        .replaceAll("\\s+", " ")
        .replace("\\", "\\\\")
        .replace("|", "\\|")
        .replace("<", "&lt;");
  }
}
