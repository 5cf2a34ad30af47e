package dev.lifeboat.repository.manifest;

import dev.lifeboat.source.Consistency;
import dev.lifeboat.source.Fingerprint;
import dev.lifeboat.source.Item;
import dev.lifeboat.source.StreamName;
import dev.lifeboat.source.StreamShape;
import java.io.ByteArrayOutputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The JSON form of {@link Contents}: one JSON object a line, the first one the head, then a line
 * for each item, and for each stream a line that is followed by one for each of its segments.
 */
public final class ContentsJson {
  private static final String WHAT = "contents";
  private static final TypeReference<Map<String, Object>> ATTRIBUTES = new TypeReference<>() {};

  private static final String CONFIGURATION = "configuration";

  private ContentsJson() {}

  /** The lines, in UTF-8. */
  public static byte[] print(Contents contents) {
    ByteArrayOutputStream lines = new ByteArrayOutputStream();
    line(lines, head(contents));
    for (Item item : contents.items()) {
      line(lines, item(item));
    }
    for (StreamEntry stream : contents.streams()) {
      line(lines, stream(stream));
      for (Segment segment : stream.segments()) {
        line(lines, segment(segment));
      }
    }
    for (Sample sample : contents.samples()) {
      line(lines, sample(sample));
    }
    contents.configuration().ifPresent(text -> line(lines, configuration(text)));
    return lines.toByteArray();
  }

  /**
   * Reads the lines.
   *
   * @throws FormatException if they aren't contents of this format
   */
  public static Contents parse(byte[] lines) {
    int headEnd = lineEnd(lines, 0);
    Json head = Json.parse(WHAT, Arrays.copyOf(lines, headEnd));
    return Json.checked(WHAT, () -> parse(head, lines, headEnd + 1));
  }

  private static Contents parse(Json head, byte[] lines, int start) {
    List<Item> items = new ArrayList<>();
    List<StreamEntry> streams = new ArrayList<>();
    List<Segment> segments = new ArrayList<>();
    List<Sample> samples = new ArrayList<>();
    Optional<String> configuration = Optional.empty();
    Json open = null;
    for (int at = start; at < lines.length; ) {
      int end = lineEnd(lines, at);
      Json json = new Json(WHAT, node(lines, at, end - at));
      at = end + 1;
      switch (json.text("type")) {
        case "item" -> items.add(item(json));
        case "stream" -> {
          if (open != null) {
            streams.add(stream(open, segments));
          }
          open = json;
          segments.clear();
        }
        case CONFIGURATION -> configuration = Optional.of(json.text("text"));
        case "sample" -> samples.add(sample(json));
        case "segment" -> segments.add(segment(json));
        default -> {
          // A later version of this format may add lines.
        }
      }
    }
    if (open != null) {
      streams.add(stream(open, segments));
    }
    return new Contents(
        new BackupId(head.text("backup")),
        head.text("source"),
        consistency(head.child("consistency")),
        Json.MAPPER.convertValue(head.child("details").node(), ATTRIBUTES),
        items,
        streams,
        head.texts("missing"),
        head.texts("warnings"),
        head.node().hasNonNull("anomalies") ? head.texts("anomalies") : List.of(),
        samples,
        configuration);
  }

  private static ObjectNode configuration(String text) {
    return Json.MAPPER.createObjectNode().put("type", CONFIGURATION).put("text", text);
  }

  private static JsonNode node(byte[] lines, int offset, int length) {
    try {
      return Json.MAPPER.readTree(lines, offset, length);
    } catch (JacksonException e) {
      throw new IllegalArgumentException("a line is not JSON", e);
    }
  }

  private static ObjectNode head(Contents contents) {
    ObjectNode json = Json.object(WHAT);
    json.put("backup", contents.backup().value());
    json.put("source", contents.source());
    json.set("consistency", consistency(contents.consistency()));
    json.set("details", Json.MAPPER.valueToTree(contents.details()));
    ArrayNode missing = json.putArray("missing");
    contents.missing().forEach(missing::add);
    ArrayNode warnings = json.putArray("warnings");
    contents.warnings().forEach(warnings::add);
    if (!contents.anomalies().isEmpty()) {
      ArrayNode anomalies = json.putArray("anomalies");
      contents.anomalies().forEach(anomalies::add);
    }
    return json;
  }

  private static ObjectNode consistency(Consistency consistency) {
    ObjectNode json = Json.MAPPER.createObjectNode();
    json.put("label", consistency.label()).put("moment", consistency.moment().toString());
    switch (consistency) {
      case Consistency.ClusterTime time -> json.put("increment", time.increment());
      case Consistency.Live live -> json.put("until", live.until().toString());
      case Consistency.ServicesStopped stopped -> {}
      case Consistency.Locked locked -> {}
      case Consistency.Imported imported -> {}
    }
    return json;
  }

  private static Consistency consistency(Json json) {
    return switch (json.text("label")) {
      case "snapshot" ->
          new Consistency.ClusterTime(json.instant("moment"), (int) json.number("increment"));
      case "stopped" -> new Consistency.ServicesStopped(json.instant("moment"));
      case "locked" -> new Consistency.Locked(json.instant("moment"));
      case "live" -> new Consistency.Live(json.instant("moment"), json.instant("until"));
      case Consistency.IMPORTED -> new Consistency.Imported(json.instant("moment"));
      default -> throw new IllegalArgumentException("unknown consistency " + json.text("label"));
    };
  }

  private static ObjectNode item(Item item) {
    ObjectNode json = Json.MAPPER.createObjectNode().put("type", "item");
    json.put("name", item.name()).put("kind", item.kind());
    item.state().ifPresent(state -> json.set("state", fingerprint(state)));
    json.put("indexes", item.indexes());
    ArrayNode streams = json.putArray("streams");
    item.streams().forEach(stream -> streams.add(stream.path()));
    json.set("attributes", Json.MAPPER.valueToTree(item.attributes()));
    item.note().ifPresent(note -> json.put("note", note));
    return json;
  }

  private static Item item(Json json) {
    return new Item(
        json.text("name"),
        json.text("kind"),
        json.node().hasNonNull("state")
            ? Optional.of(fingerprint(json.child("state")))
            : Optional.empty(),
        Math.toIntExact(json.number("indexes")),
        json.texts("streams").stream().map(StreamName::new).toList(),
        Json.MAPPER.convertValue(json.child("attributes").node(), ATTRIBUTES),
        json.optionalText("note"));
  }

  private static ObjectNode sample(Sample sample) {
    ObjectNode json = Json.MAPPER.createObjectNode().put("type", "sample");
    json.put("stream", sample.stream().path());
    json.put("taken", sample.taken()).put("packed", sample.packed());
    sample.oldest().ifPresent(time -> json.put("oldest", time.toString()));
    sample.newest().ifPresent(time -> json.put("newest", time.toString()));
    return json;
  }

  private static Sample sample(Json json) {
    return new Sample(
        new StreamName(json.text("stream")),
        json.number("taken"),
        json.number("packed"),
        json.optionalText("oldest").map(Instant::parse),
        json.optionalText("newest").map(Instant::parse));
  }

  private static ObjectNode stream(StreamEntry stream) {
    ObjectNode json = Json.MAPPER.createObjectNode().put("type", "stream");
    json.put("name", stream.name().path());
    json.put("shape", stream.shape().name().toLowerCase(Locale.ROOT));
    json.put("bytes", stream.bytes());
    if (stream.shape() == StreamShape.DOCUMENTS) {
      json.set("fingerprint", fingerprint(stream.fingerprint()));
    }
    return json;
  }

  private static StreamEntry stream(Json json, List<Segment> segments) {
    StreamShape shape = StreamShape.valueOf(json.text("shape").toUpperCase(Locale.ROOT));
    return new StreamEntry(
        new StreamName(json.text("name")),
        shape,
        json.number("bytes"),
        shape == StreamShape.DOCUMENTS ? fingerprint(json.child("fingerprint")) : Fingerprint.EMPTY,
        segments);
  }

  private static ObjectNode fingerprint(Fingerprint fingerprint) {
    return Json.MAPPER
        .createObjectNode()
        .put("sum", fingerprint.sum())
        .put("documents", fingerprint.documents())
        .put("bytes", fingerprint.bytes());
  }

  private static Fingerprint fingerprint(Json json) {
    return new Fingerprint(json.text("sum"), json.number("documents"), json.number("bytes"));
  }

  private static ObjectNode segment(Segment segment) {
    return Json.MAPPER
        .createObjectNode()
        .put("type", "segment")
        .put("object", segment.object().hex())
        .put("offset", segment.offset())
        .put("length", segment.length())
        .put("sha256", segment.sha256().hex());
  }

  private static Segment segment(Json json) {
    return new Segment(
        new Digest(json.text("object")),
        Math.toIntExact(json.number("offset")),
        Math.toIntExact(json.number("length")),
        new Digest(json.text("sha256")));
  }

  private static void line(ByteArrayOutputStream lines, ObjectNode json) {
    lines.writeBytes(Json.MAPPER.writeValueAsBytes(json));
    lines.write('\n');
  }

  private static int lineEnd(byte[] lines, int from) {
    int end = from;
    while (end < lines.length && lines[end] != '\n') {
      end++;
    }
    return end;
  }
}
