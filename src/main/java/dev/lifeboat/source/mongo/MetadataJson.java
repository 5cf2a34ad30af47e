package dev.lifeboat.source.mongo;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.bson.BsonArray;
import org.bson.BsonDocument;
import org.bson.BsonString;
import org.bson.BsonValue;
import org.bson.RawBsonDocument;
import org.bson.codecs.BsonDocumentCodec;
import org.bson.json.JsonMode;
import org.bson.json.JsonWriterSettings;

/** The metadata file of a collection, as mongodump writes it: canonical Extended JSON 2. */
final class MetadataJson {
  /** The attribute of an item that holds what {@link #verbatim} gives. */
  static final String VERBATIM = "verbatim";

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

  /**
   * The same as BSON in base 64, if JSON can't tell it exactly: {@code {"$regex": …}} may be an
   * operator or a regular expression. Empty if JSON is enough.
   */
  static Optional<String> verbatim(CollectionInfo info) {
    BsonDocument document = document(info);
    try {
      if (BsonDocument.parse(document.toJson(CANONICAL)).equals(document)) {
        return Optional.empty();
      }
    } catch (RuntimeException e) {
      // What looks like Extended JSON and isn't.
    }
    var bytes = new RawBsonDocument(document, new BsonDocumentCodec()).getByteBuffer();
    return Optional.of(
        Base64.getEncoder()
            .encodeToString(
                Arrays.copyOfRange(
                    bytes.array(), bytes.position(), bytes.position() + bytes.remaining())));
  }

  /** Reads an item's metadata: what {@link #verbatim} kept, if anything, else the file. */
  static CollectionInfo read(String db, byte[] json, Map<String, Object> attributes) {
    return attributes.get(VERBATIM) instanceof String base64
        ? of(
            db,
            new RawBsonDocument(Base64.getDecoder().decode(base64)).decode(new BsonDocumentCodec()))
        : read(db, json);
  }

  /** What the file holds, before it becomes JSON. */
  static BsonDocument document(CollectionInfo info) {
    var document = new BsonDocument();
    if (!info.options().isEmpty()) {
      document.append("options", info.options());
    }
    document.append("indexes", new BsonArray(info.indexes()));
    if (info.type() == CollectionInfo.Type.COLLECTION) {
      document.append("uuid", new BsonString(info.uuid().map(MetadataJson::hex).orElse("")));
    }
    return document
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

  static UUID uuid(String hex) {
    if (hex.length() != 32) {
      throw new IllegalArgumentException("not a UUID: '" + hex + "'");
    }
    return new UUID(
        Long.parseUnsignedLong(hex.substring(0, 16), 16),
        Long.parseUnsignedLong(hex.substring(16), 16));
  }
}
