package dev.lifeboat.ledger;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import tools.jackson.core.JacksonException;
import tools.jackson.core.json.JsonWriteFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Events as lines of JSON in ASCII. */
final class RunEventJson {
  private static final JsonMapper MAPPER =
      JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

  private RunEventJson() {}

  static String print(RunEvent event) {
    ObjectNode json = MAPPER.createObjectNode();
    json.put("at", event.at().toString());
    switch (event) {
      case RunEvent.Started started ->
          json.put("event", "started")
              .put("kind", started.kind().name())
              .put("stack", started.stack())
              .put("pid", started.pid());
      case RunEvent.PhaseStarted started ->
          json.put("event", "phaseStarted")
              .put("phase", started.phase())
              .put("unit", started.unit())
              .put("total", started.total());
      case RunEvent.Advanced advanced ->
          json.put("event", "advanced").put("phase", advanced.phase()).put("done", advanced.done());
      case RunEvent.PhaseEnded ended ->
          json.put("event", "phaseEnded").put("phase", ended.phase()).put("done", ended.done());
      case RunEvent.Warned warned -> json.put("event", "warned").put("message", warned.message());
      case RunEvent.Ended ended ->
          json.put("event", "ended")
              .put("backup", ended.backup())
              .put("exit", ended.exit())
              .put("message", ended.message())
              .put("bytes", ended.bytes())
              .put("seconds", ended.took().toMillis() / 1000.0);
    }
    return MAPPER.writeValueAsString(json);
  }

  /**
   * Reads a line.
   *
   * @throws IllegalArgumentException if it is no event that this version knows
   */
  static RunEvent parse(String line) {
    try {
      return parse(MAPPER.readTree(line));
    } catch (JacksonException | DateTimeException e) {
      throw new IllegalArgumentException("not an event", e);
    }
  }

  private static RunEvent parse(JsonNode json) {
    Instant at = Instant.parse(json.path("at").asString(""));
    String phase = json.path("phase").asString("");
    long done = json.path("done").asLong(0);
    return switch (json.path("event").asString("")) {
      case "started" ->
          new RunEvent.Started(
              at,
              RunKind.valueOf(json.path("kind").asString("")),
              json.path("stack").asString(""),
              json.path("pid").asLong(0));
      case "phaseStarted" ->
          new RunEvent.PhaseStarted(
              at, phase, json.path("unit").asString(""), json.path("total").asLong(0));
      case "advanced" -> new RunEvent.Advanced(at, phase, done);
      case "phaseEnded" -> new RunEvent.PhaseEnded(at, phase, done);
      case "warned" -> new RunEvent.Warned(at, json.path("message").asString(""));
      case "ended" ->
          new RunEvent.Ended(
              at,
              json.path("backup").asString(""),
              json.path("exit").asInt(1),
              json.path("message").asString(""),
              json.path("bytes").asLong(0),
              Duration.ofMillis(Math.round(json.path("seconds").asDouble(0) * 1000)));
      default -> throw new IllegalArgumentException("not an event");
    };
  }
}
