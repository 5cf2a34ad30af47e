package dev.lifeboat.source.mongo.dump;

import com.mongodb.MongoException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.bson.BsonArray;
import org.bson.BsonDocument;
import org.bson.BsonString;
import org.bson.BsonTimestamp;
import org.bson.BsonValue;

/** Makes of the entries of an oplog what applyOps takes: one by one, transactions when they end. */
final class OplogOperations {
  /** Of a build of an index only its end counts, and indexes come last. */
  private static final Set<String> PASSED_OVER =
      Set.of("startIndexBuild", "abortIndexBuild", "endOfTransaction");

  private static final int NAMESPACE_NOT_FOUND = 26;
  private static final int NAMESPACE_EXISTS = 48;

  private final Map<BsonValue, List<BsonDocument>> transactions = new HashMap<>();
  // What becomes of the indexes of collections, in order.
  private final List<Consumer<Map<String, List<BsonDocument>>>> changes = new ArrayList<>();
  private Optional<BsonTimestamp> last = Optional.empty();

  /** The operations to apply now. */
  List<BsonDocument> of(BsonDocument entry) {
    if (entry.isTimestamp("ts")) {
      last = Optional.of(entry.getTimestamp("ts"));
    }
    List<BsonDocument> operations = new ArrayList<>();
    unroll(entry, entry, operations);
    return operations;
  }

  private void unroll(BsonDocument entry, BsonDocument outer, List<BsonDocument> into) {
    String op = entry.getString("op").getValue();
    String ns = entry.getString("ns").getValue();
    boolean ofServer = ns.startsWith("config.") || ns.startsWith("local.");
    if (op.equals("n") || op.startsWith("x") || (ofServer && !op.equals("c"))) {
      return;
    }
    if (op.equals("c")) {
      command(entry, outer, into);
      return;
    }
    into.add(operation(entry));
  }

  private void command(BsonDocument entry, BsonDocument outer, List<BsonDocument> into) {
    BsonDocument command = entry.getDocument("o");
    String name = command.getFirstKey();
    switch (name) {
      case "applyOps" -> applyOps(command, outer, into);
      case "commitTransaction" -> {
        List<BsonDocument> all = transactions.remove(transaction(outer));
        into.addAll(all == null ? List.of() : all);
      }
      case "abortTransaction" -> transactions.remove(transaction(outer));
      case "createIndexes" -> create(entry, List.of(index(command)));
      case "commitIndexBuild" -> {
        List<BsonDocument> indexes = new ArrayList<>();
        command.getArray("indexes", new BsonArray()).forEach(i -> indexes.add(i.asDocument()));
        create(entry, indexes);
      }
      case "dropIndexes", "deleteIndexes", "deleteIndex" ->
          drop(
              collection(entry, command.getString(name)),
              command.getString("index", new BsonString("*")).getValue());
      case "collMod" -> modify(entry, command, into);
      case "renameCollection" -> {
        String from = command.getString(name).getValue();
        String to = command.getString("to").getValue();
        changes.add(indexes -> rename(indexes, from, to));
        into.add(operation(entry));
      }
      case "dropDatabase" -> {
        String database = database(entry) + ".";
        changes.add(indexes -> indexes.keySet().removeIf(each -> each.startsWith(database)));
        into.add(operation(entry));
      }
      case "drop" -> {
        String collection = collection(entry, command.getString(name));
        changes.add(indexes -> indexes.remove(collection));
        into.add(operation(entry));
      }
      default -> {
        if (!PASSED_OVER.contains(name)) {
          into.add(operation(entry));
        }
      }
    }
  }

  private void applyOps(BsonDocument command, BsonDocument outer, List<BsonDocument> into) {
    List<BsonDocument> operations = new ArrayList<>();
    for (BsonValue each : command.getArray("applyOps")) {
      unroll(each.asDocument(), outer, operations);
    }
    boolean later = isTrue(command, "partialTxn") || isTrue(command, "prepare");
    BsonValue id = transaction(outer);
    List<BsonDocument> before = transactions.getOrDefault(id, List.of());
    if (later) {
      List<BsonDocument> all = new ArrayList<>(before);
      all.addAll(operations);
      transactions.put(id, all);
    } else {
      into.addAll(before);
      transactions.remove(id);
      into.addAll(operations);
    }
  }

  private static boolean isTrue(BsonDocument document, String name) {
    return document.isBoolean(name) && document.getBoolean(name).getValue();
  }

  private static BsonValue transaction(BsonDocument entry) {
    return new BsonDocument("session", entry.get("lsid", new BsonString("")))
        .append("number", entry.get("txnNumber", new BsonString("")));
  }

  /** Without what is of the server that was dumped, such as its UUIDs. */
  private static BsonDocument operation(BsonDocument entry) {
    var operation = new BsonDocument();
    for (String key : List.of("op", "ns", "o", "o2", "b")) {
      if (entry.containsKey(key)) {
        operation.append(key, entry.get(key));
      }
    }
    return operation;
  }

  private static BsonDocument index(BsonDocument command) {
    var index = command.clone();
    index.remove("createIndexes");
    return index;
  }

  private void create(BsonDocument entry, List<BsonDocument> indexes) {
    BsonDocument command = entry.getDocument("o");
    String collection = collection(entry, command.getString(command.getFirstKey()));
    changes.add(
        all -> {
          List<BsonDocument> present = all.computeIfAbsent(collection, key -> new ArrayList<>());
          for (BsonDocument index : indexes) {
            present.removeIf(other -> isNamed(other, index.getString("name").getValue()));
            present.add(index);
          }
        });
  }

  private void drop(String collection, String name) {
    changes.add(
        all ->
            all.getOrDefault(collection, new ArrayList<>())
                .removeIf(index -> name.equals("*") || isNamed(index, name)));
  }

  private static void rename(Map<String, List<BsonDocument>> indexes, String from, String to) {
    List<BsonDocument> moved = indexes.remove(from);
    indexes.remove(to);
    if (moved != null) {
      indexes.put(to, moved);
    }
  }

  /** An index isn't there yet when its options change: it comes with what they are in the end. */
  private void modify(BsonDocument entry, BsonDocument command, List<BsonDocument> into) {
    if (!command.isDocument("index")) {
      into.add(operation(entry));
      return;
    }
    BsonDocument change = command.getDocument("index");
    String collection = collection(entry, command.getString("collMod"));
    changes.add(
        all ->
            all.getOrDefault(collection, List.of()).stream()
                .filter(
                    index ->
                        Objects.equals(index.get("name"), change.get("name"))
                            || Objects.equals(index.get("key"), change.get("keyPattern")))
                .forEach(index -> change(index, change)));
  }

  private static void change(BsonDocument index, BsonDocument change) {
    change.forEach(
        (key, value) -> {
          if (!key.equals("name") && !key.equals("keyPattern")) {
            index.put(key, value);
          }
        });
  }

  private static boolean isNamed(BsonDocument index, String name) {
    return index.getString("name").getValue().equals(name);
  }

  private static String collection(BsonDocument entry, BsonString name) {
    return database(entry) + "." + name.getValue();
  }

  private static String database(BsonDocument entry) {
    String ns = entry.getString("ns").getValue();
    return ns.substring(0, ns.indexOf('.'));
  }

  /** Brings the indexes that the dump names to what they were in the end. */
  void change(Map<String, List<BsonDocument>> indexes) {
    changes.forEach(change -> change.accept(indexes));
  }

  /** The moment of the last entry. */
  Optional<Instant> last() {
    return last.map(ts -> Instant.ofEpochSecond(Integer.toUnsignedLong(ts.getTime())));
  }

  /** True if a command fails because what it does is done: the dump was read after it. */
  static boolean isHarmless(BsonDocument operation, MongoException failure) {
    String name = operation.getDocument("o").getFirstKey();
    return (name.equals("create") && failure.getCode() == NAMESPACE_EXISTS)
        || (name.equals("drop") && failure.getCode() == NAMESPACE_NOT_FOUND)
        || name.equals("dropDatabase");
  }
}
