package dev.lifeboat.source.mongo;

import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Indexes;
import dev.lifeboat.sandbox.MongodFixture;
import dev.lifeboat.source.BackupSource;
import dev.lifeboat.source.BackupSourceContractTest;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.IntStream;
import org.bson.Document;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** MongoDB keeps to the contract of all sources, whatever the deployment. */
abstract class MongoSourceContract extends BackupSourceContractTest {
  @TempDir private Path scratch;

  abstract MongodFixture mongo();

  @BeforeEach
  void fill() {
    MongoDatabase database = mongo().database();
    database.drop();
    database
        .getCollection("messages")
        .insertMany(IntStream.range(0, 1000).mapToObj(i -> new Document("n", i)).toList());
    database.getCollection("messages").createIndex(Indexes.ascending("n"));
    database.createCollection("empty");
    database.createView("some", "messages", List.of(new Document("$limit", 1)));
  }

  @Override
  protected BackupSource open() {
    return MongoSource.open(
        MongoSettings.of(mongo().uri()).withDatabases(mongo().databaseName()),
        InstantSource.system(),
        scratch);
  }

  @Override
  protected void change() {
    mongo().database().getCollection("messages").insertOne(new Document("n", -1));
  }
}
