package dev.lifeboat.source.mongo;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Sorts;
import dev.lifeboat.problem.Code;
import dev.lifeboat.problem.Problem;
import java.util.UUID;
import org.bson.BsonDocument;
import org.bson.BsonString;
import org.bson.BsonTimestamp;
import org.bson.RawBsonDocument;

/** Reads the oplog of the member. */
record Oplog(MongoConnection connection) {
  private static final String DATABASE = "local";
  private static final String COLLECTION = "oplog.rs";

  /** One change of a document. */
  interface Changes {
    /**
     * A document was, or may have been, inserted, updated or deleted.
     *
     * @param op {@code i}, {@code u} or {@code d}
     * @param uuid of the collection
     * @param id of the document
     * @param buffer holds the operation's {@code o}
     * @param o where it begins
     */
    void changed(char op, UUID uuid, BsonTimestamp ts, IdKey id, byte[] buffer, int o);

    /** The collection lost all its documents, but is still the same. */
    void emptied(UUID uuid, BsonTimestamp ts);
  }

  /**
   * From where to read the oplog so that nothing is missed that becomes visible from now on: the
   * newest entry, or the beginning of the oldest transaction that is still open.
   */
  BsonTimestamp start() {
    return connection
        .errors()
        .during(
            "read the oplog",
            () -> {
              BsonTimestamp start = newest();
              // Asked after the newest entry: a transaction that begins later has later entries.
              for (RawBsonDocument open :
                  connection
                      .client()
                      .getDatabase("config")
                      .getCollection("transactions", RawBsonDocument.class)
                      .find(Filters.in("state", "prepared", "inProgress"))) {
                if (open.get("startOpTime") instanceof BsonDocument time
                    && time.getTimestamp("ts").compareTo(start) < 0) {
                  start = time.getTimestamp("ts");
                }
              }
              return start;
            });
  }

  /** The time of the newest entry. */
  BsonTimestamp newest() {
    RawBsonDocument newest =
        connection
            .errors()
            .during(
                "read the oplog",
                () -> oplog().find().sort(Sorts.descending("$natural")).limit(1).first());
    if (newest == null) {
      throw Problem.of(Code.MONGO_FAILED, "the oplog is empty").exception();
    }
    return newest.getTimestamp("ts");
  }

  /**
   * Tells all changes of documents between two entries, both included.
   *
   * @throws dev.lifeboat.problem.ProblemException with {@code MONGO_FAILED} if the oplog doesn't
   *     reach back to {@code from} any more
   */
  void scan(CollectionReader reader, BsonTimestamp from, BsonTimestamp to, Changes changes) {
    RawBsonDocument first =
        connection
            .errors()
            .during("read the oplog", () -> oplog().find(Filters.eq("ts", from)).limit(1).first());
    if (first == null) {
      throw Problem.of(
              Code.MONGO_FAILED,
              "the oplog was overwritten while the backup ran: it is too small for its changes",
              "make it larger: db.adminCommand({replSetResizeOplog: 1, size: MEGABYTES})",
              "or back up at a quieter time")
          .exception();
    }
    var filter =
        new BsonDocument("ts", new BsonDocument("$gte", from).append("$lte", to))
            .append("op", new BsonDocument("$ne", new BsonString("n")));
    reader.find(
        DATABASE,
        new BsonString(COLLECTION),
        filter,
        new BsonDocument(),
        new ReadMoment.Local(),
        (buffer, offset, length) -> {
          for (int at = offset; at < offset + length; at += RawBson.int32(buffer, at)) {
            entry(buffer, at, new BsonTimestamp(ts(buffer, at)), changes);
          }
        });
  }

  private static void entry(byte[] buffer, int entry, BsonTimestamp ts, Changes changes) {
    char op = (char) buffer[RawBson.value(buffer, RawBson.find(buffer, entry, "op")) + 4];
    int o = RawBson.value(buffer, RawBson.find(buffer, entry, "o"));
    switch (op) {
      case 'i', 'd' -> changes.changed(op, uuid(buffer, entry), ts, IdKey.of(buffer, o), buffer, o);
      case 'u' -> {
        int o2 = RawBson.value(buffer, RawBson.find(buffer, entry, "o2"));
        changes.changed(op, uuid(buffer, entry), ts, IdKey.of(buffer, o2), buffer, o);
      }
      case 'c' -> command(buffer, entry, o, ts, changes);
      case 'n', 'x' -> {}
      default ->
          throw Problem.of(
                  Code.MONGO_FAILED, "the oplog has an operation of the unknown kind '" + op + "'")
              .exception();
    }
  }

  private static void command(byte[] buffer, int entry, int o, BsonTimestamp ts, Changes changes) {
    int first = RawBson.firstField(o);
    if (RawBson.isNamed(buffer, first, "applyOps")) {
      // Operations of a transaction that is given up later count, too: that costs a needless look
      // at a document, and no bookkeeping of transactions.
      int operation = RawBson.firstField(RawBson.value(buffer, first));
      while (buffer[operation] != 0) {
        entry(buffer, RawBson.value(buffer, operation), ts, changes);
        operation = RawBson.nextField(buffer, operation);
      }
    } else if (RawBson.isNamed(buffer, first, "emptycapped")) {
      changes.emptied(uuid(buffer, entry), ts);
    }
  }

  private static long ts(byte[] buffer, int entry) {
    return RawBson.int64(buffer, RawBson.value(buffer, RawBson.find(buffer, entry, "ts")));
  }

  private static UUID uuid(byte[] buffer, int entry) {
    int field = RawBson.find(buffer, entry, "ui");
    if (field < 0) {
      throw new IllegalStateException("an oplog entry without the UUID of its collection");
    }
    int bytes = RawBson.value(buffer, field) + 5;
    return new UUID(
        Long.reverseBytes(RawBson.int64(buffer, bytes)),
        Long.reverseBytes(RawBson.int64(buffer, bytes + 8)));
  }

  private com.mongodb.client.MongoCollection<RawBsonDocument> oplog() {
    return connection
        .client()
        .getDatabase(DATABASE)
        .getCollection(COLLECTION, RawBsonDocument.class);
  }
}
