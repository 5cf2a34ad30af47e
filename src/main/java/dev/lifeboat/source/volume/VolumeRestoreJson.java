package dev.lifeboat.source.volume;

import dev.lifeboat.source.Fingerprint;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The journal of a restore of volumes, as JSON. */
final class VolumeRestoreJson {
  private static final JsonMapper MAPPER = JsonMapper.builder().build();
  private static final String WHAT = "volume restore";
  private static final int FORMAT = 1;

  private VolumeRestoreJson() {}

  static byte[] print(VolumeRestoreRecord record) {
    ObjectNode json = MAPPER.createObjectNode();
    json.put("lifeboat", WHAT)
        .put("format", FORMAT)
        .put("id", record.id())
        .put("stack", record.stack())
        .put("engine", record.engine())
        .put("backup", record.backup())
        .put("state", record.state().name())
        .put("begun", record.begun().toString())
        .put("keepOld", record.keepOld().toString());
    record.restoredAt().ifPresent(at -> json.put("restoredAt", at.toString()));
    record.keptUntil().ifPresent(at -> json.put("keptUntil", at.toString()));
    ArrayNode volumes = json.putArray("volumes");
    record.volumes().forEach(each -> print(each, volumes.addObject()));
    return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsBytes(json);
  }

  private static void print(RestoredVolume volume, ObjectNode json) {
    json.put("name", volume.name())
        .put("volume", volume.volume())
        .put("driver", volume.driver())
        .put("created", volume.created());
    ObjectNode options = json.putObject("options");
    volume.options().forEach(options::put);
    ObjectNode labels = json.putObject("labels");
    volume.labels().forEach(labels::put);
    volume.kept().ifPresent(name -> json.put("kept", name));
    volume.before().ifPresent(content -> print(content, json.putObject("before")));
    volume.restored().ifPresent(content -> print(content, json.putObject("restored")));
    volume.aside().ifPresent(name -> json.put("aside", name));
  }

  private static void print(VolumeContent content, ObjectNode json) {
    json.put("fingerprint", content.fingerprint().sum())
        .put("entries", content.entries())
        .put("files", content.files())
        .put("bytes", content.bytes());
  }

  /**
   * @throws IllegalArgumentException if it is none, or of a later version
   */
  static VolumeRestoreRecord parse(byte[] bytes) {
    try {
      JsonNode json = MAPPER.readTree(bytes);
      if (!WHAT.equals(json.path("lifeboat").asString()) || json.path("format").asInt() != FORMAT) {
        throw new IllegalArgumentException("not a journal of a volume restore of format 1");
      }
      List<RestoredVolume> volumes = new ArrayList<>();
      json.path("volumes").forEach(each -> volumes.add(volume(each)));
      return new VolumeRestoreRecord(
          text(json, "id"),
          text(json, "stack"),
          text(json, "engine"),
          text(json, "backup"),
          VolumeRestoreState.valueOf(text(json, "state")),
          Instant.parse(text(json, "begun")),
          Duration.parse(text(json, "keepOld")),
          optional(json, "restoredAt").map(Instant::parse),
          optional(json, "keptUntil").map(Instant::parse),
          volumes);
    } catch (JacksonException | DateTimeException e) {
      throw new IllegalArgumentException("a damaged journal of a volume restore", e);
    }
  }

  private static RestoredVolume volume(JsonNode json) {
    return new RestoredVolume(
        text(json, "name"),
        text(json, "volume"),
        text(json, "driver"),
        map(json.path("options")),
        map(json.path("labels")),
        json.path("created").asBoolean(),
        optional(json, "kept"),
        content(json.get("before")),
        content(json.get("restored")),
        optional(json, "aside"));
  }

  private static Optional<VolumeContent> content(@Nullable JsonNode json) {
    return Optional.ofNullable(json)
        .map(
            node ->
                new VolumeContent(
                    new Fingerprint(
                        text(node, "fingerprint"),
                        node.path("entries").asLong(),
                        node.path("bytes").asLong()),
                    node.path("files").asLong()));
  }

  private static Map<String, String> map(JsonNode json) {
    Map<String, String> map = new LinkedHashMap<>();
    json.properties().forEach(field -> map.put(field.getKey(), field.getValue().asString()));
    return map;
  }

  private static Optional<String> optional(JsonNode json, String field) {
    return Optional.ofNullable(json.get(field)).map(JsonNode::asString);
  }

  private static String text(JsonNode json, String field) {
    return optional(json, field)
        .filter(value -> !value.isEmpty())
        .orElseThrow(
            () -> new IllegalArgumentException("a journal of a volume restore without " + field));
  }
}
