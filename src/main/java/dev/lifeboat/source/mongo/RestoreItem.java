package dev.lifeboat.source.mongo;

import dev.lifeboat.source.CapturedStreams;
import dev.lifeboat.source.Fingerprint;
import dev.lifeboat.source.Item;
import dev.lifeboat.source.StreamName;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bson.BsonDocument;

/**
 * One item of a backup, with what its metadata says.
 *
 * @param n its number in this restore
 * @param item as captured
 * @param kind what it is
 * @param database where it belongs
 * @param collection its name there
 * @param options as {@code listCollections} told them
 * @param indexes as {@code listIndexes} told them
 */
record RestoreItem(
    int n,
    Item item,
    StagedKind kind,
    String database,
    String collection,
    BsonDocument options,
    List<BsonDocument> indexes) {
  private static final String METADATA = ".metadata.json";

  RestoreItem {
    indexes = List.copyOf(indexes);
  }

  static List<RestoreItem> all(CapturedStreams from) {
    var all = new ArrayList<RestoreItem>();
    for (Item item : from.items()) {
      var read = of(all.size(), item, from);
      if (read.kind != StagedKind.SERVERS) {
        all.add(read);
      }
    }
    return List.copyOf(all);
  }

  private static RestoreItem of(int n, Item item, CapturedStreams from) {
    var metadata =
        item.streams().stream()
            .filter(stream -> stream.path().endsWith(METADATA))
            .findFirst()
            .map(stream -> MetadataJson.read("", from.readSmall(stream), item.attributes()));
    int dot = item.name().indexOf('.');
    return new RestoreItem(
        n,
        item,
        StagedKind.of(item.kind(), item.name()),
        text(item, "db").orElse(item.name().substring(0, dot)),
        text(item, "collection").orElse(item.name().substring(dot + 1)),
        metadata.map(CollectionInfo::options).orElseGet(BsonDocument::new),
        metadata.map(CollectionInfo::indexes).orElse(List.of()));
  }

  private static Optional<String> text(Item item, String attribute) {
    return Optional.ofNullable(item.attributes().get(attribute)).map(Object::toString);
  }

  /** The stream of its documents, where it has one. */
  Optional<StreamName> documents() {
    return item.streams().stream().filter(stream -> stream.path().endsWith(".bson")).findFirst();
  }

  Fingerprint expected() {
    return item.state().orElse(Fingerprint.EMPTY);
  }

  boolean isCapped() {
    return options.containsKey("capped") && options.get("capped").asBoolean().getValue();
  }

  /** As people know it. */
  String name() {
    return item.name();
  }
}
