package dev.lifeboat.bench;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoDatabase;
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
    var collection = database.getCollection(name, RawBsonDocument.class);
    long left = bytes / collections;
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
    collection.createIndex(Indexes.ascending("session", "at"));
    collection.createIndex(Indexes.ascending("role", "tokens"));
  }
}
