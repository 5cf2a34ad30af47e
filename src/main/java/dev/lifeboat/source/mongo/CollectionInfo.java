package dev.lifeboat.source.mongo;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.bson.BsonDocument;

/**
 * A collection, view or time-series as the server lists it.
 *
 * @param db its database
 * @param name its name without the database
 * @param type what it is
 * @param uuid of the collection that holds its documents; empty for views
 * @param options verbatim from listCollections
 * @param indexes verbatim from listIndexes
 */
record CollectionInfo(
    String db,
    String name,
    Type type,
    Optional<UUID> uuid,
    BsonDocument options,
    List<BsonDocument> indexes) {
  static final String BUCKETS = "system.buckets.";

  /** What listCollections calls the type. */
  enum Type {
    COLLECTION("collection"),
    VIEW("view"),
    TIMESERIES("timeseries");

    private final String word;

    Type(String word) {
      this.word = word;
    }

    static Type of(String word) {
      return switch (word) {
        case "view" -> VIEW;
        case "timeseries" -> TIMESERIES;
        default -> COLLECTION;
      };
    }

    @Override
    public String toString() {
      return word;
    }
  }

  CollectionInfo {
    indexes = List.copyOf(indexes);
  }

  /** Such as {@code shop.orders}. */
  String namespace() {
    return db + "." + name;
  }

  /** The name of the collection that holds its documents. */
  String dataName() {
    return type == Type.TIMESERIES ? BUCKETS + name : name;
  }

  boolean hasDocuments() {
    return type != Type.VIEW;
  }

  boolean capped() {
    return isTrue("capped");
  }

  /** True if the server removes documents by itself when their time is over. */
  boolean expires() {
    return options.containsKey("expireAfterSeconds")
        || indexes.stream().anyMatch(index -> index.containsKey("expireAfterSeconds"));
  }

  /** True while the server fills it for another, as $out does; a restart removes it. */
  boolean temporary() {
    return isTrue("temp");
  }

  private boolean isTrue(String option) {
    return options.containsKey(option)
        && options.get(option).isBoolean()
        && options.getBoolean(option).getValue();
  }
}
