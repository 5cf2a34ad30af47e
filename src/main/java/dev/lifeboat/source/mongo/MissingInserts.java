package dev.lifeboat.source.mongo;

import com.mongodb.ErrorCategory;
import com.mongodb.MongoBulkWriteException;
import com.mongodb.MongoCommandException;
import com.mongodb.MongoWriteException;
import com.mongodb.WriteConcern;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.InsertManyOptions;
import com.mongodb.client.model.UpdateOptions;
import dev.lifeboat.problem.Code;
import dev.lifeboat.problem.Problem;
import dev.lifeboat.progress.Progress.Phase;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import org.bson.BsonArray;
import org.bson.BsonBinary;
import org.bson.BsonBoolean;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonValue;
import org.bson.RawBsonDocument;
import org.bson.codecs.BsonDocumentCodec;
import org.bson.codecs.RawBsonDocumentCodec;
import org.bson.codecs.configuration.CodecRegistries;
import org.jspecify.annotations.Nullable;

/**
 * Inserts into one collection the documents whose {@code _id} it lacks. Never changes a document:
 * an insert fails if somebody else was faster. Used by one thread.
 */
final class MissingInserts {
  private static final String NEVER = "__lifeboat no document has this field";
  private static final int NAMED = 5;
  private static final Pattern INDEX = Pattern.compile(" index: (\\S+)");

  private final RestoreServer server;
  private final String database;
  private final String name;
  private final UUID uuid;
  private final MissingIds ids;
  private final Runnable noted;
  private final Runnable inserted;
  private final Phase phase;
  private final Map<String, List<BsonValue>> conflicts = new LinkedHashMap<>();
  private long insertedCount;
  private long presentCount;
  private long absentCount;

  /**
   * @param uuid of the collection: if the name comes to mean another one, nothing more is inserted
   * @param noted called when ids are noted and the documents aren't inserted yet
   * @param inserted called after each batch
   */
  MissingInserts(
      RestoreServer server,
      String database,
      String name,
      UUID uuid,
      MissingIds ids,
      Runnable noted,
      Runnable inserted,
      Phase phase) {
    this.server = server;
    this.database = database;
    this.name = name;
    this.uuid = uuid;
    this.ids = ids;
    this.noted = noted;
    this.inserted = inserted;
    this.phase = phase;
  }

  /** Inserts what of a batch isn't there. */
  void insert(MissingBatch batch) {
    var missing = missing(batch.documents());
    presentCount += batch.documents().size() - missing.size();
    if (!missing.isEmpty()) {
      ids.note(missing);
      noted.run();
      insert(missing, batch.zeros());
      inserted.run();
    }
    phase.advance(batch.documents().stream().mapToLong(MissingInserts::length).sum());
  }

  /** Looks whether all of a batch is there now. */
  void look(MissingBatch batch) {
    absentCount += missing(batch.documents()).size();
    phase.advance(batch.documents().stream().mapToLong(MissingInserts::length).sum());
  }

  long inserted() {
    return insertedCount;
  }

  long present() {
    return presentCount;
  }

  long conflicts() {
    return conflicts.values().stream().mapToLong(List::size).sum();
  }

  /** How many {@link #look} didn't find, beside those that could not be inserted. */
  long absent() {
    return Math.max(0, absentCount - conflicts());
  }

  /** What could not be inserted, in words. */
  List<String> conflictWords() {
    var words = new ArrayList<String>();
    conflicts.forEach(
        (reason, which) -> {
          var some = which.stream().limit(NAMED).map(MissingInserts::print).toList();
          words.add(
              "%s could not be inserted: %s: _id %s%s"
                  .formatted(
                      RestoreSteps.counted(which.size(), "document"),
                      reason,
                      String.join(", ", some),
                      which.size() > NAMED ? " and %d more".formatted(which.size() - NAMED) : ""));
        });
    return words;
  }

  private static String print(BsonValue id) {
    var json = new BsonDocument("_id", id).toJson();
    return json.substring(json.indexOf(':') + 2, json.length() - 1);
  }

  private List<RawBsonDocument> missing(List<RawBsonDocument> documents) {
    var present = present(documents);
    return documents.stream().filter(document -> !present.contains(id(document))).toList();
  }

  private Set<ByteBuffer> present(List<RawBsonDocument> documents) {
    var wanted = new BsonArray(documents.stream().map(each -> MissingIds.id(each)).toList());
    var found = new HashSet<ByteBuffer>();
    for (BsonValue each : find(wanted, new BsonDocument("_id", new BsonInt32(1)))) {
      found.add(id((RawBsonDocument) each.asDocument()));
    }
    return found;
  }

  /** The documents with these ids, as far as one reply has room; by UUID. */
  private BsonArray find(BsonArray wanted, BsonDocument projection) {
    var command =
        new BsonDocument("find", new BsonBinary(uuid))
            .append("filter", new BsonDocument("_id", new BsonDocument("$in", wanted)))
            .append("projection", projection)
            .append("batchSize", new BsonInt32(wanted.size()))
            .append("singleBatch", BsonBoolean.TRUE);
    try {
      var cursor =
          server
              .database(database)
              .withCodecRegistry(
                  CodecRegistries.fromCodecs(new RawBsonDocumentCodec(), new BsonDocumentCodec()))
              .runCommand(command, RawBsonDocument.class)
              .getDocument("cursor");
      if (!cursor.getString("ns").getValue().equals(database + "." + name)) {
        throw replaced(null);
      }
      return cursor.getArray("firstBatch");
    } catch (MongoCommandException e) {
      if (e.getErrorCode() == RestoreServer.NAMESPACE_NOT_FOUND) {
        throw replaced(e);
      }
      throw e;
    }
  }

  private RuntimeException replaced(@Nullable Throwable cause) {
    var problem =
        Problem.of(
            Code.MONGO_FAILED,
            "'%s.%s' was dropped or renamed meanwhile".formatted(database, name),
            "run the restore again");
    return cause == null ? problem.exception() : problem.causedBy(cause);
  }

  private void insert(List<RawBsonDocument> missing, Set<BsonValue> odd) {
    var plain = missing.stream().filter(each -> !odd.contains(MissingIds.id(each))).toList();
    var failed = new LinkedHashMap<RawBsonDocument, String>();
    if (!plain.isEmpty()) {
      try {
        into().insertMany(plain, insertOptions());
      } catch (MongoBulkWriteException e) {
        if (e.getWriteErrors().isEmpty()) {
          throw e;
        }
        e.getWriteErrors()
            .forEach(
                error ->
                    failed.put(
                        plain.get(error.getIndex()), reason(error.getCode(), error.getMessage())));
      }
    }
    for (RawBsonDocument document : missing) {
      if (odd.contains(MissingIds.id(document))) {
        try {
          upsert(document);
        } catch (MongoWriteException e) {
          failed.put(document, reason(e.getCode(), String.valueOf(e.getMessage())));
        }
      }
    }
    insertedCount += missing.size() - failed.size();
    judge(failed);
  }

  /** Who failed because somebody else has written the same {@code _id} meanwhile is there. */
  private void judge(Map<RawBsonDocument, String> failed) {
    if (failed.isEmpty()) {
      return;
    }
    ids.forget(failed.keySet().stream().map(each -> MissingIds.id(each)).toList());
    for (Map.Entry<RawBsonDocument, String> each : failed.entrySet()) {
      var id = MissingIds.id(each.getKey());
      // By the collection's own collation: another id may be the same to it.
      if (find(new BsonArray(List.of(id)), new BsonDocument("_id", new BsonInt32(1))).isEmpty()) {
        conflicts.computeIfAbsent(each.getValue(), key -> new ArrayList<>()).add(id);
      } else {
        presentCount++;
      }
    }
  }

  private static String reason(int code, String message) {
    if (ErrorCategory.fromErrorCode(code) == ErrorCategory.DUPLICATE_KEY) {
      var index = INDEX.matcher(message);
      return index.find()
          ? "another document has the same key in the unique index '" + index.group(1) + "'"
          : "another document has the same key in a unique index";
    }
    return message;
  }

  private static InsertManyOptions insertOptions() {
    return new InsertManyOptions().ordered(false).bypassDocumentValidation(true);
  }

  /**
   * Inserts a document with {@code Timestamp(0, 0)}, into which an insert would put the present
   * time. No document matches the filter, so that none is ever updated.
   */
  private void upsert(RawBsonDocument document) {
    var filter =
        new BsonDocument("_id", new BsonDocument("$eq", MissingIds.id(document)))
            .append(NEVER, new BsonDocument("$exists", BsonBoolean.TRUE));
    var _ =
        into()
            .updateOne(
                filter,
                List.of(new BsonDocument("$replaceWith", new BsonDocument("$literal", document))),
                new UpdateOptions().upsert(true).bypassDocumentValidation(true));
  }

  private MongoCollection<RawBsonDocument> into() {
    return server
        .database(database)
        .getCollection(name, RawBsonDocument.class)
        .withWriteConcern(WriteConcern.MAJORITY);
  }

  private static ByteBuffer id(RawBsonDocument document) {
    var bytes = document.getByteBuffer();
    return ByteBuffer.wrap(
        LoadScanner.id(bytes.array(), bytes.asNIO().arrayOffset() + bytes.position()));
  }

  private static long length(RawBsonDocument document) {
    return document.getByteBuffer().remaining();
  }
}
