package dev.lifeboat.alert;

import dev.lifeboat.units.Moments;
import dev.lifeboat.units.Spans;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;

/**
 * A message in the words of people.
 *
 * @param zone the zone of the moments in it
 */
public record Texts(ZoneId zone) {
  private static final int LABEL = 10;

  /** A line of a message. */
  private record Line(String label, List<String> values) {}

  private List<Line> lines(Message message) {
    List<Line> lines = new ArrayList<>();
    lines.add(new Line("At risk", List.of(message.risk())));
    Duration age = Duration.between(message.since(), message.at());
    lines.add(
        new Line(
            "Since",
            List.of(
                Moments.print(message.since(), zone)
                    + (age.isPositive() ? ", for " + Spans.print(age) : ""))));
    lines.add(new Line("Cause", List.of(message.cause())));
    if (!message.effects().isEmpty()) {
      lines.add(new Line("Also", message.effects()));
    }
    if (!message.commands().isEmpty()) {
      lines.add(new Line("Next", message.commands()));
    }
    message.auditHead().ifPresent(head -> lines.add(new Line("Audit", List.of(head))));
    lines.add(new Line("Host", List.of(message.host())));
    if (message.number() > 0) {
      lines.add(new Line("Alert", List.of("%d, %s".formatted(message.number(), message.key()))));
    }
    return lines;
  }

  /** All but the title, in plain text; whole lines. */
  public String body(Message message) {
    StringBuilder text = new StringBuilder();
    for (Line line : lines(message)) {
      String label = line.label() + ":";
      for (String value : line.values()) {
        text.append(label).append(" ".repeat(LABEL - label.length())).append(value).append('\n');
        label = "";
      }
    }
    return text.toString();
  }

  /** All of it, in plain text. */
  public String plain(Message message) {
    return message.title() + "\n\n" + body(message);
  }

  /** All of it, as a page without anything from elsewhere. */
  public String html(Message message) {
    StringBuilder rows = new StringBuilder();
    for (Line line : lines(message)) {
      StringBuilder cell = new StringBuilder();
      for (String value : line.values()) {
        String shown = escaped(value);
        cell.append(cell.isEmpty() ? "" : "<br>")
            .append(line.label().equals("Next") ? "<code>" + shown + "</code>" : shown);
      }
      rows.append(
          "<tr><th align=\"left\" valign=\"top\">%s</th><td>%s</td></tr>\n"
              .formatted(escaped(line.label()), cell));
    }
    return """
    <!DOCTYPE html>
    <html lang="en"><head><meta charset="utf-8"><title>%1$s</title></head>
    <body style="font-family:sans-serif">
    <h1 style="font-size:1.2em;border-left:.5em solid %2$s;padding-left:.5em">%1$s</h1>
    <table cellpadding="4">
    %3$s</table>
    </body></html>
    """
        .formatted(escaped(message.title()), color(message), rows);
  }

  /** The color of a message, such as {@code #c62828}; never its only sign. */
  public static String color(Message message) {
    if (message.kind() == Notice.Kind.CLEARED || message.kind() == Notice.Kind.TEST) {
      return "#2e7d32";
    }
    return message.state().red() ? "#c62828" : "#f9a825";
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}
