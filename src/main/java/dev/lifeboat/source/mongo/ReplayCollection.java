package dev.lifeboat.source.mongo;

import dev.lifeboat.source.Fingerprint;
import dev.lifeboat.source.Item;
import dev.lifeboat.source.OplogTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.bson.BsonBoolean;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonString;
import org.bson.BsonValue;

/** What becomes of one collection, entry by entry. Keeps its identity under whatever name. */
final class ReplayCollection {
  private static final List<String> INDEX_OPTIONS_AT_COLL_MOD =
      List.of("expireAfterSeconds", "hidden", "unique", "prepareUnique");
  private static final String TIMESERIES = "timeseries";
  private static final String EXPIRY = "expireAfterSeconds";

  final UUID uuid;
  final Optional<Item> base;
  private final boolean whole;
  private String database;
  private String name;
  private BsonDocument options;
  private List<BsonDocument> indexes;
  private boolean dropped;
  private boolean counted = true;
  private Optional<OplogTime> emptied = Optional.empty();
  private ReplayCounts counts = new ReplayCounts();
  private Optional<BsonDocument> roomiest = Optional.empty();

  private ReplayCollection(
      UUID uuid,
      Optional<Item> base,
      boolean whole,
      String database,
      String name,
      BsonDocument options,
      List<BsonDocument> indexes) {
    this.uuid = uuid;
    this.base = base;
    this.whole = whole;
    this.database = database;
    this.name = name;
    this.options = options;
    this.indexes = new ArrayList<>(indexes);
  }

  /** As the backup has it. */
  static ReplayCollection of(UUID uuid, Item item, CollectionInfo info) {
    return new ReplayCollection(
        uuid,
        Optional.of(item),
        true,
        info.db(),
        info.dataName(),
        info.options().clone(),
        info.indexes());
  }

  /** As the entry that creates it says. */
  static ReplayCollection created(UUID uuid, String database, BsonDocument command) {
    String name = command.getString("create").getValue();
    var options = command.clone();
    options.remove("create");
    var indexes = new ArrayList<BsonDocument>();
    Optional.ofNullable(options.remove("idIndex")).ifPresent(id -> indexes.add(id.asDocument()));
    if (options.containsKey(TIMESERIES)) {
      // As the server tells it of the time-series; the rest is of the collection behind it.
      options.remove("validator");
      options.remove("clusteredIndex");
    } else if (options.get("clusteredIndex") instanceof BsonDocument clustered) {
      var index = clustered.clone();
      index.append("clustered", BsonBoolean.TRUE);
      indexes.add(index);
    }
    return new ReplayCollection(uuid, Optional.empty(), true, database, name, options, indexes);
  }

  /** One that the backup hasn't and whose beginning isn't among the entries either. */
  static ReplayCollection unknown(UUID uuid, String database, String name) {
    return new ReplayCollection(
        uuid, Optional.empty(), false, database, name, new BsonDocument(), List.of());
  }

  /** True if everything that was ever in it is known. */
  boolean isWhole() {
    return whole || emptied.isPresent();
  }

  String namespace() {
    return database + "." + name;
  }

  boolean isAlive() {
    return !dropped;
  }

  void drop() {
    dropped = true;
  }

  void rename(String toDatabase, String toName, boolean stayTemporary) {
    database = toDatabase;
    name = toName;
    if (!stayTemporary) {
      options.remove("temp");
    }
  }

  void empty(OplogTime at) {
    emptied = Optional.of(at);
    counts = new ReplayCounts();
  }

  /**
   * True if an operation is to be applied to what the backup has.
   *
   * @param time when it came into effect
   * @param backup the backup's cluster time
   */
  boolean counts(OplogTime time, OplogTime backup) {
    return (base.isEmpty() || time.isAfter(backup))
        && emptied.filter(at -> !time.isAfter(at)).isEmpty();
  }

  /** The last time at which it lost all its documents at once. */
  Optional<OplogTime> emptied() {
    return emptied;
  }

  ReplayCounts counts() {
    return counts;
  }

  /** From now on nobody can tell how many documents there must be. */
  void uncounted() {
    counted = false;
  }

  /** How many documents there must be in the end, where that can be told. */
  Optional<Long> documents() {
    if (!counted
        || RestoreItem.isCapped(options)
        || base.filter(it -> it.state().isEmpty()).isPresent()) {
      return Optional.empty();
    }
    long before =
        emptied.isPresent() ? 0 : base.flatMap(Item::state).map(Fingerprint::documents).orElse(0L);
    return Optional.of(before + counts.inserts() - counts.deletes());
  }

  void index(BsonDocument spec) {
    var index = spec.clone();
    index.remove("ns");
    // What the server builds for a time-series has other fields than what was asked for.
    var built = options.containsKey(TIMESERIES) ? ReplayTimeSeries.asAsked(index, options) : index;
    indexes.removeIf(other -> named(other).equals(named(built)));
    indexes.add(built);
  }

  void dropIndex(String which) {
    indexes.removeIf(
        index ->
            !named(index).equals("_id_")
                && !index.containsKey("clustered")
                && (which.equals("*") || named(index).equals(which)));
  }

  /** What {@code collMod} changed, as its entry tells it. */
  void modify(BsonDocument command) {
    command.forEach(
        (key, value) -> {
          switch (key) {
            case "collMod" -> {}
            case "index" -> modifyIndex(value.asDocument());
            case "cappedSize" -> resize("size", value);
            case "cappedMax" -> resize("max", value);
            case TIMESERIES -> modifyTimeSeries(value.asDocument());
            case EXPIRY -> putUnless(key, value, value.equals(new BsonString("off")));
            case "validator" -> putUnless(key, value, value.asDocument().isEmpty());
            case "changeStreamPreAndPostImages" ->
                putUnless(
                    key,
                    value,
                    !value.asDocument().getBoolean("enabled", BsonBoolean.FALSE).getValue());
            default -> options.put(key, value);
          }
        });
    if (command.containsKey("validationLevel") || command.containsKey("validationAction")) {
      // The server writes down both.
      options.putIfAbsent("validationLevel", new BsonString("strict"));
      options.putIfAbsent("validationAction", new BsonString("error"));
    }
  }

  private void putUnless(String key, BsonValue value, boolean absent) {
    if (absent) {
      options.remove(key);
    } else {
      options.put(key, value);
    }
  }

  private void resize(String option, BsonValue value) {
    roomiest = Optional.of(roomiest.orElseGet(options::clone));
    var largest = roomiest.get();
    var before = largest.get(option);
    if (before != null && !isNone(before) && (isNone(value) || number(value) > number(before))) {
      largest.put(option, value);
    }
    options.put(option, value);
  }

  // No limit to the number of documents is 0 or less.
  private static boolean isNone(BsonValue limit) {
    return number(limit) <= 0;
  }

  private static long number(BsonValue value) {
    return value.asNumber().longValue();
  }

  /** The options that leave room for all that was ever in it, if its room was changed. */
  Optional<BsonDocument> roomiest() {
    return roomiest;
  }

  private void modifyTimeSeries(BsonDocument change) {
    var series = options.getDocument(TIMESERIES, new BsonDocument()).clone();
    change.forEach(series::put);
    if (change.containsKey("granularity") && !change.containsKey("bucketMaxSpanSeconds")) {
      int span =
          switch (change.getString("granularity").getValue()) {
            case "minutes" -> 86_400;
            case "hours" -> 2_592_000;
            default -> 3_600;
          };
      series.put("bucketMaxSpanSeconds", new BsonInt32(span));
    }
    options.put(TIMESERIES, series);
  }

  private void modifyIndex(BsonDocument change) {
    for (int i = 0; i < indexes.size(); i++) {
      var index = indexes.get(i);
      boolean meant =
          change.containsKey("name")
              ? change.get("name").equals(index.get("name"))
              : index.get("key", new BsonDocument()).equals(change.get("keyPattern"));
      if (meant) {
        var changed = index.clone();
        for (String key : INDEX_OPTIONS_AT_COLL_MOD) {
          if (change.containsKey(key)) {
            if (change.get(key).equals(BsonBoolean.FALSE)) {
              changed.remove(key);
            } else {
              changed.put(key, change.get(key));
            }
          }
        }
        if (change.containsKey("unique")) {
          changed.remove("prepareUnique");
        }
        indexes.set(i, changed);
      }
    }
  }

  private static String named(BsonDocument index) {
    return index.getString("name", new BsonString("")).getValue();
  }

  /** As the server would list it. */
  CollectionInfo info() {
    boolean series = name.startsWith(CollectionInfo.BUCKETS);
    return new CollectionInfo(
        database,
        series ? name.substring(CollectionInfo.BUCKETS.length()) : name,
        series ? CollectionInfo.Type.TIMESERIES : CollectionInfo.Type.COLLECTION,
        Optional.of(uuid),
        options,
        indexes);
  }
}
