package dev.lifeboat.source.mongo;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.bson.BsonArray;
import org.bson.BsonDocument;
import org.bson.BsonString;
import org.bson.BsonValue;
import org.bson.json.JsonMode;
import org.bson.json.JsonWriterSettings;

/** The metadata file of a collection, as mongodump writes it: canonical Extended JSON 2. */
final class MetadataJson {
  private static final JsonWriterSettings CANONICAL =
      JsonWriterSettings.builder().outputMode(JsonMode.EXTENDED).build();

  private MetadataJson() {}

  static byte[] write(CollectionInfo info) {
    return document(info).toJson(CANONICAL).getBytes(StandardCharsets.UTF_8);
  }

  /**
   * Reads what {@link #write} wrote.
   *
   * @param db the database, which isn't in the file
   * @throws IllegalArgumentException if it is something else
   */
  static CollectionInfo read(String db, byte[] json) {
    BsonDocument document;
    try {
      document = BsonDocument.parse(new String(json, StandardCharsets.UTF_8));
    } catch (RuntimeException e) {
      throw new IllegalArgumentException("not the metadata of a collection", e);
    }
    return of(db, document);
  }

  /** What the file holds, before it becomes JSON. */
  static BsonDocument document(CollectionInfo info) {
    return new BsonDocument("options", info.options())
        .append("indexes", new BsonArray(info.indexes()))
        .append("uuid", new BsonString(info.uuid().map(MetadataJson::hex).orElse("")))
        .append("collectionName", new BsonString(info.name()))
        .append("type", new BsonString(info.type().toString()));
  }

  static CollectionInfo of(String db, BsonDocument document) {
    List<BsonDocument> indexes = new ArrayList<>();
    for (BsonValue index : document.getArray("indexes", new BsonArray())) {
      indexes.add(index.asDocument());
    }
    String uuid = document.getString("uuid", new BsonString("")).getValue();
    return new CollectionInfo(
        db,
        document.getString("collectionName").getValue(),
        CollectionInfo.Type.of(document.getString("type", new BsonString("")).getValue()),
        uuid.isEmpty() ? Optional.empty() : Optional.of(uuid(uuid)),
        document.getDocument("options", new BsonDocument()),
        indexes);
  }

  static String hex(UUID uuid) {
    return uuid.toString().replace("-", "");
  }

  private static UUID uuid(String hex) {
    if (hex.length() != 32) {
      throw new IllegalArgumentException("not a UUID: '" + hex + "'");
    }
    return new UUID(
        Long.parseUnsignedLong(hex.substring(0, 16), 16),
        Long.parseUnsignedLong(hex.substring(16), 16));
  }
}
