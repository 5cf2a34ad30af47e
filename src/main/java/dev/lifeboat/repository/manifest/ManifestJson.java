package dev.lifeboat.repository.manifest;

import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The JSON form of a {@link Manifest}, as {@code docs/REPOSITORY-FORMAT.md} has it. */
public final class ManifestJson {
  private static final String WHAT = "manifest";

  private ManifestJson() {}

  /** The bytes to be stored and signed, of a backup without deltas. */
  public static byte[] print(Manifest manifest) {
    return print(manifest, false);
  }

  /**
   * The bytes to be stored and signed.
   *
   * @param deltas whether any object is one
   */
  public static byte[] print(Manifest manifest, boolean deltas) {
    ObjectNode json = Json.object(WHAT);
    if (deltas) {
      // Who can't decode them shall refuse the backup, and not call its objects damaged.
      json.put("format", Manifest.DELTA_FORMAT);
    }
    json.put("repository", manifest.repository());
    json.put("backup", manifest.backup().value());
    json.put("stack", manifest.stack());
    json.put("source", manifest.source());
    json.put("startedAt", manifest.startedAt().toString());
    json.put("finishedAt", manifest.finishedAt().toString());
    json.put("consistency", manifest.consistency());
    json.put("moment", manifest.moment().toString());
    json.put("complete", manifest.complete());
    manifest.reason().ifPresent(reason -> json.put("reason", reason));
    ArrayNode tags = json.putArray("tags");
    manifest.tags().forEach(tags::add);
    manifest.previous().ifPresent(previous -> previous.print(json.putObject("previous")));
    json.put("recipients", manifest.recipients());
    json.put("sourceBytes", manifest.sourceBytes());
    json.put("storedBytes", manifest.storedBytes());
    json.put("newBytes", manifest.newBytes());
    ArrayNode contents = json.putArray("contents");
    manifest.contents().forEach(object -> put(contents.addObject(), object));
    put(json.putObject("objectList"), manifest.list());
    json.put("objects", manifest.objects());
    json.put("tool", manifest.tool());
    put(json, manifest.judgement());
    manifest
        .origin()
        .ifPresent(
            origin ->
                json.putObject("origin")
                    .put("repository", origin.repository())
                    .put("sha256", origin.sha256().hex())
                    .put("signer", origin.signer()));
    manifest.audit().ifPresent(head -> head.print(json.putObject("audit")));
    return Json.MAPPER.writerWithDefaultPrettyPrinter().writeValueAsBytes(json);
  }

  /**
   * Reads a manifest's bytes. It is not trusted by that: check its signature.
   *
   * @throws FormatException if the bytes are no manifest of a known format
   */
  public static Manifest parse(byte[] bytes) {
    Json json = Json.parse(WHAT, bytes, Manifest.DELTA_FORMAT);
    return Json.checked(
        WHAT,
        () ->
            new Manifest(
                json.text("repository"),
                new BackupId(json.text("backup")),
                json.text("stack"),
                json.text("source"),
                json.instant("startedAt"),
                json.instant("finishedAt"),
                json.text("consistency"),
                json.instant("moment"),
                json.flag("complete"),
                json.optionalText("reason"),
                json.texts("tags"),
                json.node().hasNonNull("previous")
                    ? Optional.of(Manifest.Previous.parse(json.child("previous")))
                    : Optional.empty(),
                json.text("recipients"),
                json.number("sourceBytes"),
                json.number("storedBytes"),
                json.number("newBytes"),
                json.list("contents", ManifestJson::object),
                object(json.child("objectList")),
                Math.toIntExact(json.number("objects")),
                json.text("tool"),
                judgement(json),
                json.node().hasNonNull("origin")
                    ? Optional.of(origin(json.child("origin")))
                    : Optional.empty(),
                json.node().hasNonNull("audit")
                    ? Optional.of(AuditHead.parse(json.child("audit")))
                    : Optional.empty()));
  }

  private static Manifest.Origin origin(Json json) {
    return new Manifest.Origin(
        json.text("repository"), new Digest(json.text("sha256")), json.text("signer"));
  }

  private static StoredObject object(Json json) {
    return new StoredObject(new Digest(json.text("object")), json.number("size"), List.of());
  }

  /** What is as before is left out, so that manifests of earlier versions read alike. */
  private static void put(ObjectNode json, Judgement judgement) {
    if (judgement.anomalies().isEmpty()) {
      return;
    }
    json.put("suspicious", judgement.suspicious());
    ArrayNode anomalies = json.putArray("anomalies");
    judgement
        .anomalies()
        .forEach(
            anomaly ->
                anomalies.addObject().put("kind", anomaly.kind()).put("count", anomaly.count()));
  }

  private static Judgement judgement(Json json) {
    if (!json.node().hasNonNull("anomalies")) {
      return Judgement.ORDINARY;
    }
    return new Judgement(
        json.flag("suspicious"),
        json.list(
            "anomalies",
            anomaly ->
                new Judgement.Count(
                    anomaly.text("kind"), Math.toIntExact(anomaly.number("count")))));
  }

  private static void put(ObjectNode json, StoredObject object) {
    json.put("object", object.digest().hex()).put("size", object.size());
  }
}
