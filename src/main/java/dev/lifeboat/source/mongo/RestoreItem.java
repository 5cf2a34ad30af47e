package dev.lifeboat.source.mongo;

import dev.lifeboat.source.CapturedStreams;
import dev.lifeboat.source.Fingerprint;
import dev.lifeboat.source.Item;
import dev.lifeboat.source.RestoreSelection;
import dev.lifeboat.source.StreamName;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.bson.BsonDocument;

/**
 * One item of a backup, with what its metadata says.
 *
 * @param n its number in this restore
 * @param item as captured
 * @param kind what it is
 * @param database where it goes
 * @param collection its name there
 * @param options as {@code listCollections} told them; a view follows what it reads to another name
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
  /** The attribute of how many operations follow on what the backup has. */
  static final String REPLAYED = "replayed";

  /** The attribute of the options with which a capped collection has room for them all. */
  static final String ROOMIEST = "roomiest";

  /** The attribute of how many bytes those operations have. */
  static final String REPLAYED_BYTES = "replayedBytes";

  /** The attribute of how many documents there are after them, where that can be told. */
  static final String DOCUMENTS = "documents";

  private static final String METADATA = ".metadata.json";

  RestoreItem {
    indexes = List.copyOf(indexes);
  }

  static List<RestoreItem> all(CapturedStreams from) {
    return all(from, RestoreSelection.ALL);
  }

  /**
   * What is to be restored, under the names that it gets.
   *
   * @throws dev.lifeboat.problem.ProblemException if the selection doesn't fit the backup
   */
  static List<RestoreItem> all(CapturedStreams from, RestoreSelection selection) {
    var names = RestoreNames.of(from.items(), selection);
    var all = new ArrayList<RestoreItem>();
    for (Item item : names.items()) {
      all.add(names.rename(of(all.size(), item, from)));
    }
    return List.copyOf(all);
  }

  private static RestoreItem of(int n, Item item, CapturedStreams from) {
    var metadata =
        item.streams().stream()
            .filter(stream -> stream.path().endsWith(METADATA))
            .findFirst()
            .map(stream -> MetadataJson.read("", from.readSmall(stream), item.attributes()));
    return new RestoreItem(
        n,
        item,
        kind(item),
        database(item),
        collection(item),
        metadata.map(CollectionInfo::options).orElseGet(BsonDocument::new),
        metadata.map(CollectionInfo::indexes).orElse(List.of()));
  }

  static StagedKind kind(Item item) {
    return StagedKind.of(item.kind(), item.name());
  }

  private static String database(Item item) {
    return text(item, "db").orElseGet(() -> RestorePatterns.database(item.name()));
  }

  private static String collection(Item item) {
    return text(item, "collection")
        .orElseGet(() -> item.name().substring(item.name().indexOf('.') + 1));
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

  /** True if operations follow on what the backup has. */
  boolean isReplayed() {
    return item.attributes().containsKey(REPLAYED);
  }

  /** True if a capped collection got other limits meanwhile. */
  boolean isResized() {
    return item.attributes().containsKey(ROOMIEST);
  }

  /** The options until they have followed. */
  BsonDocument optionsToLoad() {
    return text(item, ROOMIEST).map(BsonDocument::parse).orElse(options);
  }

  long replayed() {
    return number(REPLAYED).orElse(0L);
  }

  /** Of the operations that follow. */
  long replayedBytes() {
    return number(REPLAYED_BYTES).orElse(0L);
  }

  /** How many documents there must be in the end, where that can be told. */
  Optional<Long> documentsAtLast() {
    return isReplayed() ? number(DOCUMENTS) : Optional.of(expected().documents());
  }

  private Optional<Long> number(String attribute) {
    return item.attributes().get(attribute) instanceof Long number
        ? Optional.of(number)
        : Optional.empty();
  }

  /** Of the collection of its documents, as it was captured. */
  Optional<UUID> uuid() {
    return text(item, "uuid").map(MetadataJson::uuid);
  }

  boolean isCapped() {
    return isCapped(options);
  }

  static boolean isCapped(BsonDocument options) {
    return options.containsKey("capped") && options.get("capped").asBoolean().getValue();
  }

  /** The same under another name. */
  RestoreItem named(String otherDatabase, String otherCollection, BsonDocument otherOptions) {
    return new RestoreItem(n, item, kind, otherDatabase, otherCollection, otherOptions, indexes);
  }

  /** As people know it in the target. */
  String name() {
    return kind.isAccounts() ? item.name() : database + "." + collection;
  }

  /** As people know it in the backup, if that is another name. */
  Optional<String> from() {
    return Optional.of(item.name()).filter(name -> !name.equals(name()));
  }

  /** Where it was captured. */
  String sourceDatabase() {
    return database(item);
  }

  /** What it was called there. */
  String sourceCollection() {
    return collection(item);
  }
}
