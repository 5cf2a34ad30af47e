package dev.lifeboat.compose;

import dev.lifeboat.compose.HaltRequest.Act;
import dev.lifeboat.compose.ServiceContainer.Condition;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What is written down before anything is stopped.
 *
 * @param engine of which engine the containers are
 * @param act how they make way
 * @param purpose what for
 * @param at since when
 * @param until a file whose presence keeps them from going on
 * @param halted what ran and is started again, in the order in which it starts
 */
record HaltRecord(
    String engine, Act act, String purpose, Instant at, Optional<Path> until, List<Halted> halted) {
  private static final JsonMapper MAPPER = JsonMapper.builder().build();
  private static final String WHAT = "halted services";
  private static final int FORMAT = 1;

  /**
   * One container.
   *
   * @param dependsOn what it waits for when it starts
   */
  record Halted(String id, String name, String service, Map<String, Condition> dependsOn) {
    Halted {
      dependsOn = Map.copyOf(dependsOn);
    }

    static Halted of(ServiceContainer container) {
      return new Halted(
          container.id(), container.name(), container.service(), container.dependsOn());
    }
  }

  HaltRecord {
    halted = List.copyOf(halted);
  }

  byte[] toJson() {
    ObjectNode json = MAPPER.createObjectNode();
    json.put("lifeboat", WHAT)
        .put("format", FORMAT)
        .put("engine", engine)
        .put("act", act.name())
        .put("purpose", purpose)
        .put("at", at.toString());
    until.ifPresent(file -> json.put("until", file.toString()));
    ArrayNode list = json.putArray("halted");
    for (Halted each : halted) {
      ObjectNode node =
          list.addObject()
              .put("id", each.id())
              .put("name", each.name())
              .put("service", each.service());
      ObjectNode depends = node.putObject("dependsOn");
      each.dependsOn().forEach((service, condition) -> depends.put(service, condition.name()));
    }
    return MAPPER.writeValueAsBytes(json);
  }

  /**
   * @throws IllegalArgumentException if it is none, or of a later version
   */
  static HaltRecord parse(byte[] bytes) {
    try {
      JsonNode json = MAPPER.readTree(bytes);
      if (!WHAT.equals(json.path("lifeboat").asString()) || json.path("format").asInt() != FORMAT) {
        throw new IllegalArgumentException("not a record of halted services of format " + FORMAT);
      }
      List<Halted> halted = new ArrayList<>();
      for (JsonNode node : json.path("halted")) {
        Map<String, Condition> depends = new LinkedHashMap<>();
        node.path("dependsOn")
            .properties()
            .forEach(
                field ->
                    depends.put(field.getKey(), Condition.valueOf(field.getValue().asString())));
        halted.add(
            new Halted(text(node, "id"), text(node, "name"), text(node, "service"), depends));
      }
      return new HaltRecord(
          text(json, "engine"),
          Act.valueOf(text(json, "act")),
          text(json, "purpose"),
          Instant.parse(text(json, "at")),
          Optional.ofNullable(json.get("until")).map(JsonNode::asString).map(Path::of),
          halted);
    } catch (JacksonException | DateTimeException e) {
      throw new IllegalArgumentException("a damaged record of halted services", e);
    }
  }

  private static String text(JsonNode node, String field) {
    String value = node.path(field).asString();
    if (value.isEmpty()) {
      throw new IllegalArgumentException("a record of halted services without '" + field + "'");
    }
    return value;
  }
}
