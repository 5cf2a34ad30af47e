package dev.lifeboat.source.mongo;

import dev.lifeboat.source.Fingerprint;
import dev.lifeboat.source.PlannedItem.Action;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.bson.BsonArray;
import org.bson.BsonBinary;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonInt64;
import org.bson.BsonString;
import org.bson.BsonValue;

/**
 * What the journal says of one item of a restore.
 *
 * @param n its number; the names of its staged and kept collections follow from it
 * @param kind what it is
 * @param action what happens to it
 * @param database where it belongs
 * @param name its name there
 * @param incoming the staged collection
 * @param outgoing the collection that is set aside
 * @param before what was there: {@code options} and {@code indexes}; empty if nothing was
 * @param after what comes: {@code options} and {@code indexes}
 * @param restored what was proven to be in it
 * @param done names the acts that are finished and can't be repeated
 */
record JournalEntry(
    int n,
    StagedKind kind,
    Action action,
    String database,
    String name,
    Optional<UUID> incoming,
    Optional<UUID> outgoing,
    BsonDocument before,
    BsonDocument after,
    Optional<Fingerprint> restored,
    List<String> done) {
  /** The previous content was copied aside and the copy proven. */
  static final String COPIED = "copied";

  /** What the undo sets aside was copied and the copy proven. */
  static final String UNDO_COPIED = "undo-copied";

  /** The undo has put the previous content back. */
  static final String UNDO_REFILLED = "undo-refilled";

  /** In place: from here on the previous content is gone. Missing only: it is being created. */
  static final String BEGUN = "begun";

  /** In place: what came is proven. Missing only: what was created is finished. */
  static final String ARRIVED = "arrived";

  /** Missing only: it was half-way when the restore was cut off, and isn't in its place. */
  static final String SET_ASIDE = "set-aside";

  private static final String MENDED = "mended/";

  /** In place: what was left incomplete was brought back by the restore of that id. */
  static String mendedBy(String id) {
    return MENDED + id;
  }

  /** In place: True if its content is neither the previous one nor the backup's. */
  boolean isIncomplete() {
    return done.contains(BEGUN)
        && !done.contains(ARRIVED)
        && done.stream().noneMatch(act -> act.startsWith(MENDED));
  }

  JournalEntry {
    done = List.copyOf(done);
  }

  /** Another collection was set aside than the one that was there when this was noted. */
  JournalEntry outgoing(Optional<UUID> uuid, BsonDocument definition) {
    return new JournalEntry(
        n, kind, action, database, name, incoming, uuid, definition, after, restored, done);
  }

  /** This was proven to be in it. */
  JournalEntry restored(Optional<Fingerprint> print) {
    return new JournalEntry(
        n, kind, action, database, name, incoming, outgoing, before, after, print, done);
  }

  /** What {@code options} and {@code indexes} make. */
  static BsonDocument definition(BsonDocument options, List<BsonDocument> indexes) {
    return new BsonDocument("options", options).append("indexes", new BsonArray(indexes));
  }

  static BsonDocument options(BsonDocument definition) {
    return definition.getDocument("options", new BsonDocument());
  }

  static List<BsonDocument> indexes(BsonDocument definition) {
    return definition.getArray("indexes", new BsonArray()).stream()
        .map(BsonValue::asDocument)
        .toList();
  }

  /** As people know it. */
  String namespace() {
    return database + "." + name;
  }

  static String prefix(String id) {
    return "entry/" + id + "/";
  }

  static BsonString key(String id, int n) {
    return new BsonString(prefix(id) + n);
  }

  BsonDocument toBson(String id) {
    var document =
        new BsonDocument("_id", key(id, n))
            .append("n", new BsonInt32(n))
            .append("kind", new BsonString(kind.name()))
            .append("action", new BsonString(action.name()))
            .append("database", new BsonString(database))
            .append("name", new BsonString(name))
            .append("before", packed(before))
            .append("after", packed(after))
            .append("done", new BsonArray(done.stream().map(BsonString::new).toList()));
    incoming.ifPresent(uuid -> document.append("incoming", new BsonBinary(uuid)));
    outgoing.ifPresent(uuid -> document.append("outgoing", new BsonBinary(uuid)));
    restored.ifPresent(
        print ->
            document.append(
                "restored",
                new BsonDocument("sum", new BsonString(print.sum()))
                    .append("documents", new BsonInt64(print.documents()))
                    .append("bytes", new BsonInt64(print.bytes()))));
    return document;
  }

  static JournalEntry fromBson(BsonDocument from) {
    return new JournalEntry(
        from.getInt32("n").getValue(),
        StagedKind.valueOf(from.getString("kind").getValue()),
        Action.valueOf(from.getString("action").getValue()),
        from.getString("database").getValue(),
        from.getString("name").getValue(),
        uuid(from, "incoming"),
        uuid(from, "outgoing"),
        unpacked(from, "before"),
        unpacked(from, "after"),
        Optional.ofNullable(from.get("restored"))
            .map(BsonValue::asDocument)
            .map(
                print ->
                    new Fingerprint(
                        print.getString("sum").getValue(),
                        print.getInt64("documents").getValue(),
                        print.getInt64("bytes").getValue())),
        from.getArray("done").stream().map(each -> each.asString().getValue()).toList());
  }

  // A definition may nest as deep as a document can, and then has no room for two more levels.
  private static BsonString packed(BsonDocument definition) {
    return new BsonString(StagedDefinition.toJson(definition));
  }

  private static BsonDocument unpacked(BsonDocument from, String name) {
    return BsonDocument.parse(from.getString(name).getValue());
  }

  private static Optional<UUID> uuid(BsonDocument from, String name) {
    return Optional.ofNullable(from.get(name)).map(value -> value.asBinary().asUuid());
  }
}
