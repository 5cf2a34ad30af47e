package dev.lifeboat.bench;

import com.mongodb.WriteConcern;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.DeleteOneModel;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.IndexModel;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.InsertOneModel;
import com.mongodb.client.model.UpdateOneModel;
import com.mongodb.client.model.Updates;
import com.mongodb.client.model.WriteModel;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.bson.BsonDateTime;
import org.bson.RawBsonDocument;
import org.bson.conversions.Bson;
import org.bson.types.ObjectId;

/**
 * A collection like that of a chat, that changes as one does: messages come at the end, some
 * anywhere are marked or edited, a few go. The same for the same seed.
 */
public final class ChangingChat {
  private static final int BATCH = 2_000;

  private final MongoCollection<RawBsonDocument> messages;
  private final BenchContent content;
  private final SplittableRandom random;
  private final List<ObjectId> ids = new ArrayList<>();

  public ChangingChat(MongoClient client, String database, long seed) {
    messages =
        client
            .getDatabase(database)
            .getCollection("messages", RawBsonDocument.class)
            .withWriteConcern(WriteConcern.W1);
    content = new BenchContent(seed, BenchContent.Kind.CHAT);
    random = new SplittableRandom(seed);
  }

  /** Inserts messages of so many bytes together. */
  public void fill(long bytes) {
    List<WriteModel<RawBsonDocument>> batch = new ArrayList<>();
    for (long made = 0; made < bytes; ) {
      RawBsonDocument message = insert(batch);
      made += message.getByteBuffer().remaining();
      write(batch, BATCH);
    }
    write(batch, 1);
    var _ =
        messages.createIndexes(
            List.of(
                new IndexModel(Indexes.ascending("session", "at")),
                new IndexModel(Indexes.ascending("role", "tokens"))));
  }

  /**
   * Changes shares of all messages, each from 0 to 1.
   *
   * @param edits which share of the updates replaces the text; the others mark the message
   */
  public void change(double updates, double edits, double inserts, double deletes) {
    int count = ids.size();
    List<WriteModel<RawBsonDocument>> batch = new ArrayList<>();
    for (long i = Math.round(count * updates); i > 0; i--) {
      batch.add(new UpdateOneModel<>(any(count), update(random.nextDouble() < edits)));
      write(batch, BATCH);
    }
    for (long i = Math.round(count * deletes); i > 0; i--) {
      batch.add(new DeleteOneModel<>(any(count)));
      write(batch, BATCH);
    }
    for (long i = Math.round(count * inserts); i > 0; i--) {
      var _ = insert(batch);
      write(batch, BATCH);
    }
    write(batch, 1);
  }

  private Bson update(boolean edit) {
    Bson marked =
        Updates.combine(
            Updates.set("tokens", random.nextInt(2_000)),
            Updates.set(
                "readAt", new BsonDateTime(1_800_000_000_000L + random.nextInt(1_000_000_000))));
    return edit ? Updates.combine(marked, Updates.set("text", content.next().get("text"))) : marked;
  }

  private Bson any(int count) {
    return Filters.eq("_id", ids.get(random.nextInt(count)));
  }

  private RawBsonDocument insert(List<WriteModel<RawBsonDocument>> batch) {
    RawBsonDocument message = content.next();
    batch.add(new InsertOneModel<>(message));
    ids.add(message.getObjectId("_id").getValue());
    return message;
  }

  private void write(List<WriteModel<RawBsonDocument>> batch, int atLeast) {
    if (batch.size() >= atLeast) {
      var _ = messages.bulkWrite(batch);
      batch.clear();
    }
  }
}
