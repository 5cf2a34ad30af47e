package dev.lifeboat.source.mongo;

import com.mongodb.ErrorCategory;
import com.mongodb.MongoBulkWriteException;
import com.mongodb.WriteConcern;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.InsertManyOptions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.bson.BsonBinary;
import org.bson.BsonDocument;
import org.bson.BsonNull;
import org.bson.BsonValue;
import org.bson.RawBsonDocument;
import org.bson.codecs.BsonDocumentCodec;

/**
 * Which documents a restore inserted into one collection, and what they were: noted before they are
 * inserted, for the undo.
 */
final class MissingIds {
  private static final int BATCH = 500;
  private static final String HASH = "hash";

  private final MongoCollection<BsonDocument> notes;

  MissingIds(RestoreServer server, String database, String name) {
    this.notes =
        server
            .database(database)
            .getCollection(name, BsonDocument.class)
            .withWriteConcern(WriteConcern.MAJORITY);
  }

  /** One document that was inserted. */
  record Note(BsonValue id, BsonBinary hash) {
    boolean isStill(RawBsonDocument document) {
      return hash.equals(MissingIds.hash(document));
    }
  }

  /** Notes documents; noting them again changes nothing. */
  void note(List<RawBsonDocument> documents) {
    try {
      notes.insertMany(
          documents.stream()
              .map(document -> new BsonDocument("_id", id(document)).append(HASH, hash(document)))
              .toList(),
          new InsertManyOptions().ordered(false));
    } catch (MongoBulkWriteException e) {
      boolean known =
          e.getWriteErrors().stream()
              .allMatch(
                  error ->
                      ErrorCategory.fromErrorCode(error.getCode()) == ErrorCategory.DUPLICATE_KEY);
      if (!known) {
        throw e;
      }
    }
  }

  // The driver overlooks an _id that is a raw document, and adds one of its own.
  static BsonValue id(BsonDocument document) {
    var id = document.get("_id", BsonNull.VALUE);
    return id instanceof RawBsonDocument raw ? raw.decode(new BsonDocumentCodec()) : id;
  }

  /** These weren't inserted after all. */
  void forget(List<BsonValue> ids) {
    if (!ids.isEmpty()) {
      notes.deleteMany(Filters.in("_id", ids));
    }
  }

  /** Passes all notes on, some at a time. */
  void read(Consumer<List<Note>> to) {
    var batch = new ArrayList<Note>();
    for (BsonDocument note : notes.find().batchSize(BATCH)) {
      batch.add(new Note(id(note), note.getBinary(HASH)));
      if (batch.size() == BATCH) {
        to.accept(List.copyOf(batch));
        batch.clear();
      }
    }
    if (!batch.isEmpty()) {
      to.accept(batch);
    }
  }

  /** Half of a SHA-256 is enough to tell that a document is the same. */
  static BsonBinary hash(RawBsonDocument document) {
    try {
      var sha256 = MessageDigest.getInstance("SHA-256");
      sha256.update(document.getByteBuffer().asNIO());
      return new BsonBinary(Arrays.copyOf(sha256.digest(), 16));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java has SHA-256", e);
    }
  }
}
