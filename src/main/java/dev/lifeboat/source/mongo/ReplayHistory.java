package dev.lifeboat.source.mongo;

import dev.lifeboat.problem.Code;
import dev.lifeboat.problem.Problem;
import dev.lifeboat.source.OplogTime;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.bson.BsonBinary;
import org.bson.BsonBoolean;
import org.bson.BsonDocument;
import org.bson.BsonString;

/**
 * What becomes of the collections of a backup: commands are followed, documents only counted.
 * Collections are told apart by their UUIDs, so that a name may pass from one to another. Needs no
 * server. Used by one thread.
 */
final class ReplayHistory implements ReplayTransactions.Effect {
  private static final String VIEWS = "system.views";

  /** Of a build of an index only its end counts; none of these changes what is listed. */
  private static final Set<String> PASSED_OVER =
      Set.of("startIndexBuild", "abortIndexBuild", "endOfTransaction", "dropDatabase");

  private final OplogTime base;
  private final Map<UUID, ReplayCollection> collections = new LinkedHashMap<>();
  private final Map<String, BsonDocument> views = new HashMap<>();
  private final ReplayTransactions transactions = new ReplayTransactions();
  private final ReplayNames names = new ReplayNames();
  private Optional<OplogTime> last = Optional.empty();

  /**
   * @param base the backup's cluster time: it has all that was committed until then
   */
  ReplayHistory(OplogTime base) {
    this.base = base;
  }

  /** A collection or time-series that the backup has. */
  void add(ReplayCollection collection) {
    collections.put(collection.uuid, collection);
  }

  /** A view that the backup has. */
  void addView(String namespace, BsonDocument options) {
    views.put(namespace, options);
  }

  /** Takes the next entry. Entries from before the backup may be among them. */
  void take(ReplayEntry entry) {
    if (entry.op == 'n' || entry.op == 'x') {
      return;
    }
    OplogTime time = entry.time();
    last = Optional.of(time);
    if (entry.op != 'c') {
      change(entry, time);
      return;
    }
    switch (entry.command()) {
      case "applyOps" -> transactions.take(entry, this);
      case "commitTransaction" -> transactions.commit(entry, this);
      case "abortTransaction" -> transactions.abort(entry);
      default -> command(entry, time);
    }
  }

  @Override
  public void operation(ReplayEntry operation, OplogTime committed) {
    switch (operation.op) {
      case 'n', 'x' -> {}
      case 'c' -> {
        if (operation.command().equals("applyOps")) {
          ReplayTransactions.operations(operation, each -> operation(each, committed));
        } else {
          command(operation, committed);
        }
      }
      default -> change(operation, committed);
    }
  }

  @Override
  public void counted(UUID uuid, String namespace, ReplayCounts counts, OplogTime committed) {
    if (!isServers(namespace)) {
      int dot = namespace.indexOf('.');
      var collection =
          collections.computeIfAbsent(
              uuid,
              key ->
                  ReplayCollection.unknown(
                      key, namespace.substring(0, dot), namespace.substring(dot + 1)));
      if (!isPast(collection, committed)) {
        collection.counts().add(counts);
      }
    }
  }

  private void change(ReplayEntry entry, OplogTime time) {
    String namespace = entry.namespace();
    if (isServers(namespace)) {
      return;
    }
    if (namespace.endsWith("." + VIEWS)) {
      if (time.isAfter(base)) {
        view(entry);
      }
      return;
    }
    var collection = of(entry, time);
    if (isPast(collection, time)) {
      return;
    }
    collection.counts().add(entry.op, entry.length());
    if (entry.uuid().isEmpty()) {
      // A client's own applyOps: an insert may replace, a delete may find nothing.
      collection.uncounted();
    }
  }

  private void view(ReplayEntry entry) {
    var document = entry.o();
    String namespace = document.getString("_id", new BsonString("")).getValue();
    if (entry.op == 'd') {
      views.remove(namespace);
      return;
    }
    if (document.containsKey("$v") || !document.containsKey("viewOn")) {
      throw unknown("a change of the view '%s'".formatted(entry.o2().orElse(document)));
    }
    document.remove("_id");
    if (document.getString("viewOn").getValue().startsWith(CollectionInfo.BUCKETS)) {
      // How a server tells of a time-series, which is known by its buckets.
      views.remove(namespace);
    } else {
      views.put(namespace, document);
    }
  }

  private void command(ReplayEntry entry, OplogTime time) {
    String name = entry.command();
    if (PASSED_OVER.contains(name) || isServers(entry.namespace())) {
      return;
    }
    if (name.equals("create")) {
      create(entry, time);
      return;
    }
    if (!Set.of(
            "drop",
            "renameCollection",
            "createIndexes",
            "commitIndexBuild",
            "dropIndexes",
            "deleteIndexes",
            "deleteIndex",
            "collMod",
            "emptycapped")
        .contains(name)) {
      throw unknown("the command '%s' on '%s'".formatted(name, entry.database()));
    }
    BsonDocument command = entry.o();
    String collectionName = command.getString(name).getValue();
    if (name.equals("drop") && collectionName.equals(VIEWS)) {
      if (time.isAfter(base)) {
        views.keySet().removeIf(view -> view.startsWith(entry.database() + "."));
      }
      return;
    }
    if (name.equals("renameCollection")) {
      // Whatever is renamed, the backup may have it and lack what it drops.
      dropTarget(command, time);
    }
    var collection = of(entry, time);
    if (isPast(collection, time)) {
      return;
    }
    switch (name) {
      case "drop" -> collection.drop();
      case "renameCollection" -> rename(collection, command);
      case "createIndexes" -> {
        command.remove(name);
        collection.index(command);
      }
      case "commitIndexBuild" ->
          command.getArray("indexes").forEach(index -> collection.index(index.asDocument()));
      case "collMod" -> collection.modify(command);
      case "emptycapped" -> {
        collection.empty(time);
      }
      default -> collection.dropIndex(command.getString("index", new BsonString("*")).getValue());
    }
  }

  private void create(ReplayEntry entry, OplogTime time) {
    var command = entry.o();
    if (command.containsKey("viewOn") || command.getString("create").getValue().equals(VIEWS)) {
      return;
    }
    UUID uuid =
        entry
            .uuid()
            .orElseThrow(
                () -> unknown("a collection without a UUID in '" + entry.database() + "'"));
    var known = collections.get(uuid);
    if (known == null || (known.base.isEmpty() && !known.isWhole())) {
      collections.put(uuid, ReplayCollection.created(uuid, entry.database(), command));
    } else if (time.isAfter(base) && known.base.isPresent()) {
      throw new IllegalStateException(
          "'%s' is created after the backup that has it".formatted(known.namespace()));
    }
  }

  private void dropTarget(BsonDocument command, OplogTime time) {
    if (command.get("dropTarget") instanceof BsonBinary target) {
      var dropped = collections.get(target.asUuid());
      if (dropped != null && !isPast(dropped, time)) {
        dropped.drop();
      }
    }
  }

  private static void rename(ReplayCollection collection, BsonDocument command) {
    String to = command.getString("to").getValue();
    int dot = to.indexOf('.');
    collection.rename(
        to.substring(0, dot),
        to.substring(dot + 1),
        command.getBoolean("stayTemp", BsonBoolean.FALSE).getValue());
  }

  /** True for what the backup has anyway. */
  private boolean isPast(ReplayCollection collection, OplogTime time) {
    return collection.base.isPresent() && !time.isAfter(base);
  }

  private ReplayCollection of(ReplayEntry entry, OplogTime time) {
    var uuid = entry.uuid().or(() -> named(entry, time));
    return collections.computeIfAbsent(
        uuid.orElseThrow(() -> unknown("an operation on '%s'".formatted(entry.namespace()))),
        key -> ReplayCollection.unknown(key, entry.database(), name(entry)));
  }

  private Optional<UUID> named(ReplayEntry entry, OplogTime time) {
    String namespace = entry.namespace();
    var uuid =
        collections.values().stream()
            .filter(each -> each.isAlive() && each.namespace().equals(namespace))
            .map(each -> each.uuid)
            .findFirst();
    uuid.ifPresent(each -> names.note(namespace, time, each));
    return uuid;
  }

  private static String name(ReplayEntry entry) {
    if (entry.op != 'c') {
      String namespace = entry.namespace();
      return namespace.substring(namespace.indexOf('.') + 1);
    }
    var value = entry.o().getString(entry.command()).getValue();
    return entry.command().equals("renameCollection")
        ? value.substring(value.indexOf('.') + 1)
        : value;
  }

  private static boolean isServers(String namespace) {
    return namespace.startsWith("config.") || namespace.startsWith("local.");
  }

  private static RuntimeException unknown(String what) {
    return Problem.of(
            Code.RESTORE_REFUSED,
            "the oplog has something that can't be rolled forward: " + what,
            "choose a moment before it, or a backup from after it")
        .exception();
  }

  Map<UUID, ReplayCollection> collections() {
    return collections;
  }

  Map<String, BsonDocument> views() {
    return views;
  }

  ReplayTransactions transactions() {
    return transactions;
  }

  ReplayNames names() {
    return names;
  }

  /** The time of the last entry. */
  Optional<OplogTime> last() {
    return last;
  }
}
