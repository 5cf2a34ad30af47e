package dev.lifeboat.bench;

import com.mongodb.WriteConcern;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.IndexModel;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.InsertManyOptions;
import java.util.ArrayList;
import java.util.List;
import org.bson.Document;
import org.bson.RawBsonDocument;

/**
 * The data of a benchmark: one database, whose collections are equally large.
 *
 * @param bytes of all documents
 * @param collections how many, each with two secondary indexes
 */
record BenchData(long seed, long bytes, int collections, BenchContent.Kind kind) {
  static final String DATABASE = "bench";
  private static final int BATCH = 4_000_000;

  /** Makes the data, unless it is what the server has already. */
  void fill(MongoClient client) {
    MongoDatabase database = client.getDatabase(DATABASE);
    Document mark = new Document("_id", toString());
    // Beside the data, so that dumps and backups of the data don't have it.
    var marks = client.getDatabase(DATABASE + "_mark").getCollection("made");
    if (marks.countDocuments(mark) > 0) {
      return;
    }
    marks.drop();
    database.drop();
    var content = new BenchContent(seed, kind);
    for (int i = 0; i < collections; i++) {
      fill(database, collections == 1 ? "messages" : "messages%05d".formatted(i), content);
    }
    marks.insertOne(mark);
  }

  private void fill(MongoDatabase database, String name, BenchContent content) {
    // Without waiting for the disk each time, which thousands of collections would make long.
    var collection =
        database.getCollection(name, RawBsonDocument.class).withWriteConcern(WriteConcern.W1);
    long left = bytes / collections;
    if (collections > 1) {
      // At once with the collection, which is much faster for a tiny one.
      index(collection);
    }
    do {
      List<RawBsonDocument> batch = new ArrayList<>();
      long size = 0;
      while (size < Math.min(left, BATCH)) {
        RawBsonDocument document = content.next();
        size += document.getByteBuffer().remaining();
        batch.add(document);
      }
      if (!batch.isEmpty()) {
        collection.insertMany(batch, new InsertManyOptions().ordered(false));
      }
      left -= size;
    } while (left > 0);
    if (collections == 1) {
      index(collection);
    }
  }

  private static void index(MongoCollection<RawBsonDocument> collection) {
    var _ =
        collection.createIndexes(
            List.of(
                new IndexModel(Indexes.ascending("session", "at")),
                new IndexModel(Indexes.ascending("role", "tokens"))));
  }
}
