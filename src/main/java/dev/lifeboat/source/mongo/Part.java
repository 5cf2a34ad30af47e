package dev.lifeboat.source.mongo;

import dev.lifeboat.source.Item;
import dev.lifeboat.source.StreamName;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.bson.BsonDocument;

/**
 * Something that becomes one item of a backup.
 *
 * @param info where it is read from
 * @param filter which of the documents; empty for all
 * @param item what people call it
 * @param kind the item's kind
 * @param documents the stream of its documents; empty for a view
 * @param metadata the stream of its options and indexes; empty where stock tools have none
 */
record Part(
    CollectionInfo info,
    BsonDocument filter,
    String item,
    String kind,
    Optional<StreamName> documents,
    Optional<StreamName> metadata) {

  static Part of(CollectionInfo info) {
    return new Part(
        info,
        new BsonDocument(),
        info.namespace(),
        kind(info),
        info.hasDocuments()
            ? Optional.of(StreamNames.documents(info.db(), info.dataName()))
            : Optional.empty(),
        Optional.of(StreamNames.metadata(info.db(), info.name())));
  }

  /** What belongs to one database of a collection of {@code admin}. */
  static Part ofDatabase(String db, CollectionInfo info, String field) {
    return new Part(
        info,
        new BsonDocument(field, new org.bson.BsonString(db)),
        db + ".$admin." + info.name(),
        kind(info),
        Optional.of(StreamNames.ofDatabase(db, info.name())),
        Optional.empty());
  }

  private static String kind(CollectionInfo info) {
    if (info.db().equals(Users.DATABASE)) {
      switch (info.name()) {
        case Users.USERS -> {
          return "users";
        }
        case Users.ROLES -> {
          return "roles";
        }
        case Users.VERSION -> {
          return "version";
        }
        default -> {}
      }
    }
    return info.capped() ? "capped" : info.type().toString();
  }

  /** True for what is small and part of the server itself. */
  boolean isOfServer() {
    return info.db().equals(Users.DATABASE) && Users.COLLECTIONS.contains(info.name());
  }

  List<StreamName> streams() {
    List<StreamName> names = new ArrayList<>();
    documents.ifPresent(names::add);
    metadata.ifPresent(names::add);
    return names;
  }

  Map<String, Object> attributes() {
    Map<String, Object> attributes = new TreeMap<>();
    attributes.put("db", info.db());
    attributes.put("collection", info.name());
    info.uuid().ifPresent(uuid -> attributes.put("uuid", MetadataJson.hex(uuid)));
    if (info.expires()) {
      attributes.put(Item.EXPIRES, true);
    }
    MetadataJson.verbatim(info).ifPresent(bson -> attributes.put(MetadataJson.VERBATIM, bson));
    return attributes;
  }
}
