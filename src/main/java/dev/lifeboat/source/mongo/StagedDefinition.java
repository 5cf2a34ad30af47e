package dev.lifeboat.source.mongo;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonInt64;
import org.bson.BsonNull;
import org.bson.BsonString;
import org.bson.BsonValue;
import org.bson.json.JsonMode;
import org.bson.json.JsonWriterSettings;

/** How a collection is created: its options and indexes, with documents never expiring at first. */
final class StagedDefinition {
  /** The longest that an index can keep documents: 68 years. */
  static final int NEVER = Integer.MAX_VALUE;

  static final String EXPIRY = "expireAfterSeconds";
  private static final BsonValue ABSENT = BsonNull.VALUE;
  private static final String ID_INDEX = "_id_";

  private static final JsonWriterSettings JSON =
      JsonWriterSettings.builder().outputMode(JsonMode.EXTENDED).build();

  private StagedDefinition() {}

  static String toJson(BsonDocument document) {
    return document.toJson(JSON);
  }

  /**
   * The command {@code create}, without the expiry that clustered and time-series data can have.
   */
  static BsonDocument create(String name, BsonDocument options, List<BsonDocument> indexes) {
    var command = new BsonDocument("create", new BsonString(name));
    options.forEach(
        (key, value) -> {
          if (!key.equals("uuid") && !key.equals("temp") && !key.equals(EXPIRY)) {
            command.append(key, value);
          }
        });
    if (!options.containsKey("clusteredIndex") && !options.containsKey("timeseries")) {
      // It keeps the collection's collation, else create refuses.
      indexes.stream()
          .filter(index -> name(index).equals(ID_INDEX))
          .findFirst()
          .ifPresent(index -> command.append("idIndex", without(index, "ns")));
    }
    return command;
  }

  /** The indexes to create: none expires anything yet. */
  static List<BsonDocument> toBuild(BsonDocument options, List<BsonDocument> indexes) {
    var build = new ArrayList<BsonDocument>();
    for (BsonDocument index : indexes) {
      if (name(index).equals(ID_INDEX) || index.containsKey("clustered")) {
        continue;
      }
      var spec = without(index, "ns");
      if (spec.containsKey(EXPIRY)) {
        spec.put(EXPIRY, new BsonInt32(NEVER));
      }
      if (options.containsKey("collation") && !spec.containsKey("collation")) {
        // Left out, it would be the collection's.
        spec.put("collation", new BsonDocument("locale", new BsonString("simple")));
      }
      build.add(spec);
    }
    return build;
  }

  static boolean expires(BsonDocument options, List<BsonDocument> indexes) {
    return options.containsKey(EXPIRY) || indexes.stream().anyMatch(i -> i.containsKey(EXPIRY));
  }

  /**
   * The commands that set when documents expire.
   *
   * @param really false to switch it off
   */
  static List<BsonDocument> expiry(
      String collection, BsonDocument options, List<BsonDocument> indexes, boolean really) {
    var commands = new ArrayList<BsonDocument>();
    Optional.ofNullable(options.get(EXPIRY))
        .ifPresent(
            value ->
                commands.add(
                    collMod(collection).append(EXPIRY, really ? value : new BsonString("off"))));
    for (BsonDocument index : indexes) {
      if (index.containsKey(EXPIRY)) {
        commands.add(
            collMod(collection)
                .append(
                    "index",
                    new BsonDocument("name", new BsonString(name(index)))
                        .append(EXPIRY, really ? index.get(EXPIRY) : new BsonInt32(NEVER))));
      }
    }
    return commands;
  }

  private static BsonDocument collMod(String collection) {
    return new BsonDocument("collMod", new BsonString(collection));
  }

  /** What isn't as it was, in words. What expires when isn't compared. */
  static List<String> differences(
      BsonDocument expectedOptions,
      List<BsonDocument> expectedIndexes,
      BsonDocument actualOptions,
      List<BsonDocument> actualIndexes) {
    var differences = new ArrayList<String>();
    compare("option", comparable(expectedOptions), comparable(actualOptions), differences);
    compare("index", byName(expectedIndexes), byName(actualIndexes), differences);
    return differences;
  }

  private static void compare(
      String what, BsonDocument expected, BsonDocument actual, List<String> differences) {
    expected.forEach(
        (key, value) -> {
          if (!actual.containsKey(key)) {
            differences.add("%s '%s' is missing".formatted(what, key));
          } else if (!same(value, actual.get(key))) {
            differences.add(
                "%s '%s' is %s instead of %s".formatted(what, key, actual.get(key), value));
          }
        });
    actual.keySet().stream()
        .filter(key -> !expected.containsKey(key))
        .forEach(key -> differences.add("%s '%s' is there and wasn't".formatted(what, key)));
  }

  private static BsonDocument comparable(BsonDocument options) {
    var comparable = without(options, EXPIRY);
    comparable.remove("uuid");
    comparable.remove("temp");
    if (comparable.isNumber("size")) {
      // Creating a capped collection rounds its size up, changing it later doesn't.
      long size = comparable.getNumber("size").longValue();
      comparable.put("size", new BsonInt64((size + 255) / 256 * 256));
    }
    return comparable;
  }

  private static BsonDocument byName(List<BsonDocument> indexes) {
    var byName = new BsonDocument();
    indexes.forEach(
        index -> byName.append(name(index), sorted(without(without(index, "ns"), EXPIRY))));
    return byName;
  }

  // The order of an index's key counts, that of what else is said of it doesn't.
  private static BsonDocument sorted(BsonDocument index) {
    var sorted = new BsonDocument();
    index.keySet().stream().sorted().forEach(key -> sorted.append(key, index.get(key)));
    return sorted;
  }

  // A server may answer with another type of number than it was given.
  private static boolean same(BsonValue one, BsonValue other) {
    if (one.isNumber() && other.isNumber()) {
      return Double.compare(one.asNumber().doubleValue(), other.asNumber().doubleValue()) == 0;
    }
    if (one.isDocument() && other.isDocument()) {
      var left = one.asDocument();
      var right = other.asDocument();
      return List.copyOf(left.keySet()).equals(List.copyOf(right.keySet()))
          && left.keySet().stream()
              .allMatch(key -> same(left.get(key, ABSENT), right.get(key, ABSENT)));
    }
    if (one.isArray() && other.isArray()) {
      var left = one.asArray();
      var right = other.asArray();
      if (left.size() != right.size()) {
        return false;
      }
      for (int i = 0; i < left.size(); i++) {
        if (!same(left.get(i), right.get(i))) {
          return false;
        }
      }
      return true;
    }
    return one.equals(other);
  }

  private static String name(BsonDocument index) {
    return index.getString("name").getValue();
  }

  private static BsonDocument without(BsonDocument document, String key) {
    var copy = document.clone();
    copy.remove(key);
    return copy;
  }
}
