package dev.lifeboat.source.mongo;

import dev.lifeboat.source.StreamName;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.bson.BsonArray;
import org.bson.BsonDocument;
import org.bson.BsonString;
import org.bson.BsonValue;

/** A collection, view or time-series as mongodump describes it, and what becomes of it here. */
public final class DumpedCollection {
  // In metadata of mongodump 100 this is always an operator: regular expressions have another form.
  // The driver's parser would take it for one, so it isn't shown to it under its name.
  private static final Pattern OPERATOR = Pattern.compile("\"\\$regex\"(\\s*:)");
  private static final String HIDDEN = "\uE000regex";

  private final Part part;
  private final Optional<String> metadata;

  private DumpedCollection(Part part, Optional<String> metadata) {
    this.part = part;
    this.metadata = metadata;
  }

  /**
   * A collection of a database.
   *
   * @param metadata options and indexes, as mongodump writes them; without them it has none
   * @throws IllegalArgumentException if the metadata isn't that
   */
  public static DumpedCollection of(String db, String collection, Optional<String> metadata) {
    if (metadata.isEmpty()) {
      return new DumpedCollection(
          Part.of(info(db, collection, new BsonDocument())), Optional.empty());
    }
    BsonDocument document = parse(metadata.get());
    boolean asHere =
        document.containsKey("collectionName")
            && document.containsKey("type")
            && document.isArray("indexes");
    return new DumpedCollection(
        Part.of(info(db, collection, document)), metadata.filter(json -> asHere));
  }

  /**
   * The users or roles of one database, which are kept in {@code admin}.
   *
   * @param adminCollection {@code system.users} or {@code system.roles}
   */
  public static DumpedCollection ofDatabase(String db, String adminCollection) {
    var info = info(Users.DATABASE, adminCollection, new BsonDocument());
    return new DumpedCollection(Part.ofDatabase(db, info, "db"), Optional.empty());
  }

  private static CollectionInfo info(String db, String collection, BsonDocument document) {
    try {
      var known = new BsonDocument();
      known.putAll(document);
      known.put("collectionName", new BsonString(collection));
      if (!known.isArray("indexes")) {
        known.put("indexes", new BsonArray());
      }
      if (!known.isString("uuid")) {
        known.remove("uuid");
      }
      if (!known.isString("type") || known.getString("type").getValue().isEmpty()) {
        BsonDocument options = known.getDocument("options", new BsonDocument());
        known.put("type", new BsonString(type(options)));
      }
      return MetadataJson.of(db, known);
    } catch (RuntimeException e) {
      throw new IllegalArgumentException("not the metadata of a collection", e);
    }
  }

  /** Older versions of mongodump don't say what they dump. */
  private static String type(BsonDocument options) {
    if (options.containsKey("viewOn")) {
      return "view";
    }
    return options.containsKey("timeseries") ? "timeseries" : "collection";
  }

  private static BsonDocument parse(String json) {
    try {
      return json.contains("\"collectionName\"")
          ? shown(BsonDocument.parse(OPERATOR.matcher(json).replaceAll("\"" + HIDDEN + "\"$1")))
          : BsonDocument.parse(json);
    } catch (RuntimeException e) {
      throw new IllegalArgumentException("not the metadata of a collection", e);
    }
  }

  private static BsonDocument shown(BsonDocument document) {
    var shown = new BsonDocument();
    document.forEach((key, value) -> shown.put(key.equals(HIDDEN) ? "$regex" : key, shown(value)));
    return shown;
  }

  private static BsonValue shown(BsonValue value) {
    if (value.isDocument()) {
      return shown(value.asDocument());
    }
    return value.isArray()
        ? new BsonArray(value.asArray().stream().map(DumpedCollection::shown).toList())
        : value;
  }

  /** The same with no index but that of {@code _id}. */
  public DumpedCollection withoutIndexes() {
    CollectionInfo info = part.info();
    var own =
        info.indexes().stream()
            .filter(index -> index.containsKey("clustered") || isOfId(index))
            .toList();
    if (own.size() == info.indexes().size() || !name().equals(info.namespace())) {
      return this;
    }
    return new DumpedCollection(
        Part.of(
            new CollectionInfo(
                info.db(), info.name(), info.type(), info.uuid(), info.options(), own)),
        Optional.empty());
  }

  /** The indexes that {@link #withoutIndexes} lacks, as createIndexes takes them. */
  public List<BsonDocument> otherIndexes() {
    return StagedDefinition.toBuild(part.info().options(), part.info().indexes()).isEmpty()
        ? List.of()
        : part.info().indexes().stream()
            .filter(index -> !index.containsKey("clustered") && !isOfId(index))
            .toList();
  }

  private static boolean isOfId(BsonDocument index) {
    return index.isString("name") && index.getString("name").getValue().equals("_id_");
  }

  /** As people know it, such as {@code shop.orders}. */
  public String name() {
    return part.item();
  }

  /** What it is, as in {@code Item.kind}. */
  public String kind() {
    return part.kind();
  }

  public int indexes() {
    return part.info().indexes().size();
  }

  public boolean isTimeSeries() {
    return part.info().type() == CollectionInfo.Type.TIMESERIES;
  }

  public boolean hasDocuments() {
    return part.documents().isPresent();
  }

  /** The file that mongodump writes its documents to, in the folder of a dump. */
  public Optional<String> file() {
    return part.documents().map(StreamName::path);
  }

  Part part() {
    return part;
  }

  /** The metadata as the dump has it, if Lifeboat would read the same in it. */
  Optional<String> metadata() {
    return metadata;
  }
}
