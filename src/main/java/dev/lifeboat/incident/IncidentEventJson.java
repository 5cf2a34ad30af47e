package dev.lifeboat.incident;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.core.json.JsonWriteFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Events as lines of JSON in ASCII. */
final class IncidentEventJson {
  private static final JsonMapper MAPPER =
      JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

  private IncidentEventJson() {}

  static String print(IncidentEvent event) {
    ObjectNode json = MAPPER.createObjectNode();
    json.put("at", event.at().toString()).put("by", event.by());
    switch (event) {
      case IncidentEvent.Opened opened ->
          json.put("event", "opened")
              .put("stack", opened.stack())
              .put("title", opened.title())
              .put("cause", opened.cause())
              .put("priority", opened.priority().name())
              .put("since", opened.since().toString())
              .put("detector", opened.detector());
      case IncidentEvent.Acknowledged _ -> json.put("event", "acknowledged");
      case IncidentEvent.Prioritised changed ->
          json.put("event", "prioritised")
              .put("priority", changed.priority().name())
              .put("reason", changed.reason());
      case IncidentEvent.Noted noted -> json.put("event", "noted").put("text", noted.text());
      case IncidentEvent.Checked checked ->
          json.put("event", "checked")
              .put("point", checked.point().toString())
              .put("evidence", checked.evidence());
      case IncidentEvent.Waived waived ->
          json.put("event", "waived")
              .put("point", waived.point().toString())
              .put("reason", waived.reason());
      case IncidentEvent.Closed closed -> {
        json.put("event", "closed");
        closed.summary().ifPresent(summary -> json.put("summary", summary));
      }
    }
    return MAPPER.writeValueAsString(json);
  }

  /**
   * Reads a line.
   *
   * @throws IllegalArgumentException if it is no event that this version knows
   */
  static IncidentEvent parse(String line) {
    try {
      return parse(MAPPER.readTree(line));
    } catch (JacksonException | DateTimeException e) {
      throw new IllegalArgumentException("not an event", e);
    }
  }

  private static IncidentEvent parse(JsonNode json) {
    Instant at = Instant.parse(text(json, "at"));
    String by = text(json, "by");
    return switch (text(json, "event")) {
      case "opened" ->
          new IncidentEvent.Opened(
              at,
              by,
              text(json, "stack"),
              text(json, "title"),
              text(json, "cause"),
              Priority.valueOf(text(json, "priority")),
              Instant.parse(text(json, "since")),
              text(json, "detector"));
      case "acknowledged" -> new IncidentEvent.Acknowledged(at, by);
      case "prioritised" ->
          new IncidentEvent.Prioritised(
              at, by, Priority.valueOf(text(json, "priority")), text(json, "reason"));
      case "noted" -> new IncidentEvent.Noted(at, by, text(json, "text"));
      case "checked" ->
          new IncidentEvent.Checked(
              at, by, Point.parse(text(json, "point")), text(json, "evidence"));
      case "waived" ->
          new IncidentEvent.Waived(at, by, Point.parse(text(json, "point")), text(json, "reason"));
      case "closed" ->
          new IncidentEvent.Closed(
              at, by, Optional.ofNullable(json.get("summary")).map(JsonNode::asString));
      default -> throw new IllegalArgumentException("not an event");
    };
  }

  private static String text(JsonNode json, String field) {
    return json.path(field).asString("");
  }
}
