package dev.lifeboat;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.IndexOptions;
import dev.lifeboat.sandbox.MongodFixture;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.bson.Document;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** After a database was lost, the next scheduled backup is one of nothing. */
class SuspicionIT {
  @RegisterExtension static final MongodFixture MONGO = MongodFixture.replicaSet(1);

  @TempDir Path folder;
  private final JsonMapper json = new JsonMapper();
  private MongoDatabase database;

  @BeforeEach
  void fill() {
    database = MONGO.database();
    database.drop();
    List<Document> orders = new ArrayList<>();
    for (int i = 0; i < 500; i++) {
      orders.add(new Document("n", "order " + i));
    }
    database.getCollection("orders").insertMany(orders);
    database
        .getCollection("sessions")
        .createIndex(new Document("at", 1), new IndexOptions().expireAfter(1L, TimeUnit.HOURS));
    database.getCollection("sessions").insertMany(orders);
    assertThat(
            run(
                    "init",
                    "--no-input",
                    "--stack",
                    "shop",
                    "--mongo-uri",
                    MONGO.uri(),
                    "--database",
                    MONGO.databaseName(),
                    "--repository",
                    folder.resolve("repository").toString())
                .exit())
        .isZero();
  }

  @Test
  void latestIsTheBackupBeforeTheDisasterUntilSomebodyAccepts() {
    String good = backup(0).path("id").asString();
    // What expires may go.
    database.getCollection("sessions").deleteMany(new Document());
    String better = backup(0).path("id").asString();
    assertThat(better).isNotEqualTo(good);

    database.getCollection("orders").deleteMany(new Document());
    JsonNode empty = backup(14);
    assertThat(empty.path("suspicious").asBoolean()).isTrue();
    assertThat(empty.path("anomalies").toString()).contains("no document is left");
    String id = empty.path("id").asString();
    assertThat(run("list").out()).contains("SUSPICIOUS, empty");
    assertThat(run("status").out()).contains("backup '" + id + "' is suspicious");
    assertThat(run("verify", "latest").err()).contains("passed over backup '" + id + "'");
    assertThat(run("show", "latest").err()).contains("passed over backup '" + id + "'");
    assertThat(run("show", id).out()).contains("no document is left");

    Program.Ended restored = run("restore", "latest", "--confirm", "shop", "--json");
    assertThat(restored.exit()).as(restored.err()).isZero();
    assertThat(restored.err()).contains("passed over backup '" + id + "'");
    assertThat(json.readTree(restored.out()).path("backup").asString()).isEqualTo(better);
    assertThat(database.getCollection("orders").countDocuments()).isEqualTo(500);
    String after = backup(0).path("id").asString();
    assertThat(json.readTree(run("show", "latest", "--json").out()).path("id").asString())
        .isEqualTo(after);

    assertThat(run("accept", "latest", "--reason", "x").exit()).isEqualTo(2);
    database.getCollection("orders").drop();
    database.getCollection("coupons").insertOne(new Document());
    String intended = backup(14).path("id").asString();
    Program.Ended accepted = run("accept", intended, "--reason", "the shop is closed");
    assertThat(accepted.exit()).as(accepted.err()).isZero();
    assertThat(run("show", "latest").out()).contains(intended, "the shop is closed");
    backup(0);
    assertThat(run("verify", "all").exit()).isZero();
  }

  private JsonNode backup(int exit) {
    Program.Ended ended = run("backup", "--json", "--min-free", "0");
    assertThat(ended.exit()).as(ended.out() + ended.err()).isEqualTo(exit);
    return json.readTree(ended.out());
  }

  private Program.Ended run(String... arguments) {
    return new Calls(folder).run(arguments);
  }
}
