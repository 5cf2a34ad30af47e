package dev.lifeboat.source.mongo;

import com.mongodb.client.MongoClient;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Sorts;
import dev.lifeboat.source.CapturedOplog;
import dev.lifeboat.source.OplogConsumer;
import dev.lifeboat.source.OplogRange;
import dev.lifeboat.source.OplogTime;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.bson.BsonTimestamp;
import org.bson.Document;
import org.bson.RawBsonDocument;
import org.bson.types.ObjectId;

/** The oplog of a server as it is now, as if it had been captured. */
record OplogNow(MongoClient client) implements CapturedOplog {
  static String set(MongoClient client) {
    var config =
        client
            .getDatabase("admin")
            .runCommand(new Document("replSetGetConfig", 1))
            .get("config", Document.class);
    return config.get("settings", Document.class).get("replicaSetId", ObjectId.class).toHexString();
  }

  /** The time of the newest entry. */
  OplogTime newest() {
    return OplogTime.of(entry(-1).getTimestamp("ts").getValue());
  }

  private RawBsonDocument entry(int order) {
    return Objects.requireNonNull(
        client
            .getDatabase("local")
            .getCollection("oplog.rs", RawBsonDocument.class)
            .find()
            .sort(new Document("$natural", order))
            .first());
  }

  @Override
  public List<OplogRange> ranges() {
    var from = OplogTime.of(entry(1).getTimestamp("ts").getValue());
    var now = Instant.now();
    return List.of(new OplogRange(set(client), from, from, newest(), now, now));
  }

  @Override
  public void read(OplogRange range, OplogTime from, OplogTime upTo, OplogConsumer consumer) {
    client
        .getDatabase("local")
        .getCollection("oplog.rs", RawBsonDocument.class)
        .find(
            Filters.and(
                Filters.gte("ts", new BsonTimestamp(from.toLong())),
                Filters.lte("ts", new BsonTimestamp(upTo.toLong())),
                Filters.ne("op", "n")))
        .sort(Sorts.ascending("$natural"))
        .forEach(
            entry -> {
              var bytes = entry.getByteBuffer();
              var copy = new byte[bytes.remaining()];
              bytes.get(copy);
              consumer.accept(copy);
            });
  }
}
