package dev.lifeboat.source.mongo;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoCollection;
import dev.lifeboat.sandbox.MongodFixture;
import dev.lifeboat.source.FingerprintSum;
import dev.lifeboat.source.Item;
import dev.lifeboat.source.ItemProof;
import java.io.ByteArrayOutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bson.BsonTimestamp;
import org.bson.Document;
import org.bson.RawBsonDocument;
import org.bson.codecs.DocumentCodec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Documents that changed while they were captured come back in their final state. */
class RestoreTouchUpIT {
  @RegisterExtension static final MongodFixture MONGO = MongodFixture.replicaSet(1);

  private static final BsonTimestamp ZERO = new BsonTimestamp(0, 0);

  @TempDir private Path scratch;

  @AfterEach
  void drop() {
    MONGO.database().drop();
  }

  @Test
  void finalImagesWin() {
    var orders = orders();
    for (int i = 0; i < 10; i++) {
      orders.insertOne(new Document("_id", i).append("v", "as read"));
    }
    var bench = new RestoreBench(MONGO.uri(), scratch);
    var asRead = bench.capture(MONGO.databaseName());
    // What happened while it was read: one deleted, one changed, one replaced, one new.
    orders.deleteOne(new Document("_id", 1));
    orders.updateOne(new Document("_id", 2), new Document("$set", new Document("v", ZERO)));
    orders.updateOne(new Document("_id", 3), new Document("$set", new Document("v", "new")));
    orders.insertOne(new Document("_id", 99).append("v", "born"));
    var end = orders().find().into(new ArrayList<>());
    var item = asRead.items().getFirst();
    var backup =
        asRead
            .with(
                "oplog.bson",
                oplog(
                    entry("d", id(1)),
                    entry("d", id(2)),
                    entry("i", id(2).append("v", ZERO)),
                    entry("u", id(3).append("v", "new")).append("o2", id(3)),
                    entry("i", id(99).append("v", "born"))))
            .withItems(List.of(atEnd(item)));
    MONGO.database().drop();

    assertThat(bench.restore(backup, RestoreBench.PLAIN).proof()).allMatch(ItemProof::holds);
    assertThat(orders().find().sort(new Document("_id", 1)).into(new ArrayList<>())).isEqualTo(end);
  }

  private Item atEnd(Item item) {
    var sum = new FingerprintSum();
    for (RawBsonDocument document :
        MONGO.database().getCollection("orders", RawBsonDocument.class).find()) {
      var bytes = bytes(document);
      sum.add(bytes, 0, bytes.length);
    }
    return new Item(
        item.name(),
        item.kind(),
        Optional.of(sum.fingerprint()),
        item.indexes(),
        item.streams(),
        item.attributes(),
        item.note());
  }

  private static MongoCollection<Document> orders() {
    return MONGO.database().getCollection("orders");
  }

  private static Document id(int id) {
    return new Document("_id", id);
  }

  private static Document entry(String operation, Document document) {
    return new Document("ts", new BsonTimestamp(1, 1))
        .append("v", 2)
        .append("op", operation)
        .append("ns", MONGO.databaseName() + ".orders")
        .append("o", document);
  }

  private static byte[] oplog(Document... entries) {
    var bytes = new ByteArrayOutputStream();
    for (Document entry : entries) {
      bytes.writeBytes(bytes(new RawBsonDocument(entry, new DocumentCodec())));
    }
    return bytes.toByteArray();
  }

  private static byte[] bytes(RawBsonDocument document) {
    var buffer = document.getByteBuffer();
    var bytes = new byte[buffer.remaining()];
    buffer.get(bytes);
    return bytes;
  }
}
