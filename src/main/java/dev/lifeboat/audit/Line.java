package dev.lifeboat.audit;

import dev.lifeboat.repository.manifest.AuditHead;
import dev.lifeboat.repository.manifest.Digest;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.core.json.JsonWriteFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Entries as lines of JSON in ASCII, and what is hashed and signed of them. */
public final class Line {
  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(JsonWriteFeature.ESCAPE_NON_ASCII)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private Line() {}

  /** The digest of a line, with its line feed. */
  static Digest digest(String line) {
    return Digest.of((line + "\n").getBytes(StandardCharsets.ISO_8859_1));
  }

  /**
   * What a checkpoint signs: one line of text.
   *
   * @param head the entry before the checkpoint
   */
  static byte[] toSign(AuditHead head) {
    return "lifeboat audit checkpoint %s %d %s\n"
        .formatted(head.log(), head.entry(), head.sha256())
        .getBytes(StandardCharsets.US_ASCII);
  }

  static String print(Entry entry) {
    ObjectNode json = MAPPER.createObjectNode();
    json.put("n", entry.number());
    json.put("at", entry.at().toString());
    json.put("prev", entry.previous().hex());
    switch (entry.event()) {
      case Event.Opened opened ->
          json.put("event", "opened")
              .put("lifeboat", "audit log")
              .put("format", 1)
              .put("log", opened.log())
              .put("host", opened.host())
              .put("folder", opened.folder());
      case Event.Begun begun -> {
        json.put("event", "begun");
        put(json, begun.action(), begun.stack(), begun.who(), begun.what());
      }
      case Event.Noted noted -> {
        json.put("event", "noted");
        put(json, noted.action(), noted.stack(), noted.who(), noted.what());
      }
      case Event.Ended ended -> {
        json.put("event", "ended").put("begun", ended.begun()).put("action", ended.action());
        json.put("outcome", ended.outcome());
        ended.code().ifPresent(code -> json.put("code", code));
        if (!ended.message().isEmpty()) {
          json.put("message", ended.message());
        }
        put(json, "result", ended.result());
      }
      case Event.Checkpoint checkpoint ->
          json.put("event", "checkpoint")
              .put("signer", checkpoint.signer())
              .put("signature", checkpoint.signature());
      case Event.Torn _ -> json.put("event", "torn");
      case Event.Other other -> json.put("event", other.name());
    }
    return MAPPER.writeValueAsString(json);
  }

  private static void put(
      ObjectNode json, String action, String stack, Actor who, Map<String, String> what) {
    json.put("action", action);
    if (!stack.isEmpty()) {
      json.put("stack", stack);
    }
    ObjectNode actor = json.putObject("who").put("user", who.user()).put("host", who.host());
    who.sudo().ifPresent(name -> actor.put("sudo", name));
    who.login().ifPresent(number -> actor.put("login", number));
    who.token().ifPresent(name -> actor.put("token", name));
    actor.put("via", who.via());
    put(json, "what", what);
  }

  private static void put(ObjectNode json, String name, Map<String, String> facts) {
    if (!facts.isEmpty()) {
      ObjectNode object = json.putObject(name);
      facts.forEach(object::put);
    }
  }

  /** Reads a line; empty if it is no entry that this version knows. */
  static Optional<Entry> parse(String line) {
    try {
      JsonNode json = MAPPER.readTree(line);
      return Optional.of(
          new Entry(
              json.path("n").asLong(0),
              Instant.parse(text(json, "at")),
              new Digest(text(json, "prev")),
              event(json)));
    } catch (JacksonException | DateTimeException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static Event event(JsonNode json) {
    return switch (text(json, "event")) {
      case "opened" ->
          new Event.Opened(text(json, "log"), text(json, "host"), text(json, "folder"));
      case "begun" ->
          new Event.Begun(
              text(json, "action"), text(json, "stack"), actor(json), facts(json, "what"));
      case "noted" ->
          new Event.Noted(
              text(json, "action"), text(json, "stack"), actor(json), facts(json, "what"));
      case "ended" ->
          new Event.Ended(
              json.path("begun").asLong(0),
              text(json, "action"),
              text(json, "outcome"),
              optional(json, "code"),
              text(json, "message"),
              facts(json, "result"));
      case "checkpoint" -> new Event.Checkpoint(text(json, "signer"), text(json, "signature"));
      case "torn" -> new Event.Torn();
      case "" -> throw new IllegalArgumentException("not an event");
      default -> new Event.Other(text(json, "event"));
    };
  }

  private static Actor actor(JsonNode json) {
    JsonNode who = json.path("who");
    return new Actor(
        text(who, "user"),
        text(who, "host"),
        optional(who, "sudo"),
        optional(who, "login"),
        optional(who, "token"),
        text(who, "via"));
  }

  private static Map<String, String> facts(JsonNode json, String name) {
    Map<String, String> facts = new LinkedHashMap<>();
    json.path(name)
        .properties()
        .forEach(fact -> facts.put(fact.getKey(), fact.getValue().asString("")));
    return facts;
  }

  private static String text(JsonNode json, String name) {
    return json.path(name).asString("");
  }

  private static Optional<String> optional(JsonNode json, String name) {
    return Optional.of(text(json, name)).filter(value -> !value.isEmpty());
  }
}
