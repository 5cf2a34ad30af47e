package dev.lifeboat;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import dev.lifeboat.sandbox.MongodFixture;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Any moment after a backup comes back, by the commands that people give. */
class PointInTimeIT {
  @RegisterExtension static final MongodFixture MONGO = MongodFixture.replicaSet(1);

  @TempDir private Path folder;
  private MongoDatabase database;
  private Process follower;

  @BeforeEach
  void follow() throws Exception {
    database = MONGO.database();
    database.drop();
    database
        .getCollection("orders")
        .insertMany(IntStream.range(0, 100).mapToObj(i -> new Document("_id", i)).toList());
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
    follower = new Program(folder).start("oplog", "follow");
    awaitFollower();
    assertThat(run("backup", "--min-free", "0").exit()).isZero();
  }

  @AfterEach
  void end() throws Exception {
    follower.destroyForcibly().waitFor();
  }

  @Test
  void whatWasDeletedIsFoundAndComesBackAsItWasRightBefore() throws Exception {
    var orders = database.getCollection("orders");
    orders.insertOne(new Document("_id", "new"));
    orders.updateOne(Filters.eq(7), Updates.set("paid", true));
    orders.deleteOne(Filters.eq(7));
    orders.insertOne(new Document("_id", "after"));
    orders.drop();
    seal();

    JsonNode found = run("oplog", "search", "--ns", name("orders"), "--id", "7", "--json").json();
    assertThat(found.path("total").asInt()).isEqualTo(2);
    JsonNode update = found.path("operations").get(0);
    assertThat(update.path("op").asString()).isEqualTo("u");
    assertThat(run("oplog", "search", "--op", "drop").out()).contains(name("orders"));

    String before = "ns:" + name("orders") + " id:7";
    Program.Ended plan = run("restore", "--before-op", before, "--dry-run");
    assertThat(plan.exit()).as(plan.err()).isZero();
    assertThat(plan.out()).contains("then 2 operations up to");
    restore("--before-op", before);
    assertThat(orders.countDocuments()).isEqualTo(101);
    assertThat(orders.find(Filters.eq(7)).first()).containsEntry("paid", true);

    restore("--before-op", "ns:" + name("orders"), "--as", "pit_other");
    var other = MONGO.client().getDatabase("pit_other");
    assertThat(other.getCollection("orders").countDocuments()).isEqualTo(101);
    assertThat(other.getCollection("orders").find(Filters.eq("after")).first()).isNotNull();
    other.drop();

    restore("--at-optime", update.path("optime").asString());
    assertThat(orders.countDocuments()).isEqualTo(101);
    assertThat(run("undo", "--confirm", "shop").exit()).isZero();
  }

  @Test
  void aMomentIsThatOfItsSecondAndOneThatNothingLeadsToIsRefused() throws Exception {
    var orders = database.getCollection("orders");
    orders.insertOne(new Document("_id", "before"));
    Instant moment = nextSecond();
    orders.insertOne(new Document("_id", "after"));
    seal();

    restore("--at", moment.toString());
    assertThat(orders.find(Filters.eq("before")).first()).isNotNull();
    assertThat(orders.find(Filters.eq("after")).first()).isNull();

    Program.Ended later = run("restore", "--at", "2099-01-01 00:00:00", "--dry-run");
    assertThat(later.exit()).isNotZero();
    assertThat(later.err()).contains("no backup and captured oplog lead to", "--at-optime");
    Program.Ended old = run("restore", "--at-optime", "1:1", "--dry-run");
    assertThat(old.exit()).isNotZero();
    Program.Ended none = run("restore", "--before-op", "ns:no.such", "--dry-run");
    assertThat(none.err()).contains("has no such operation on 'no.such'");
  }

  private String name(String collection) {
    return MONGO.databaseName() + "." + collection;
  }

  private void restore(String... options) {
    var words = new ArrayList<>(List.of("restore", "--confirm", "shop"));
    words.addAll(List.of(options));
    Program.Ended ended = run(words.toArray(String[]::new));
    assertThat(ended.exit()).as(ended.out() + ended.err()).isZero();
  }

  /** By the server's clock, which gives entries their times. */
  private Instant nextSecond() throws InterruptedException {
    long now = second();
    while (second() == now) {
      Thread.sleep(20);
    }
    return Instant.ofEpochSecond(now + 1);
  }

  private long second() {
    return MONGO
        .client()
        .getDatabase("admin")
        .runCommand(new Document("hello", 1))
        .getDate("localTime")
        .toInstant()
        .getEpochSecond();
  }

  /** Ends the follower, which stores what is pending. */
  private void seal() throws InterruptedException {
    // So that the stored oplog reaches into a later second than what was written before.
    var _ = nextSecond();
    database.getCollection("marks").insertOne(new Document());
    follower.destroy();
    assertThat(follower.waitFor(60, TimeUnit.SECONDS)).isTrue();
  }

  private void awaitFollower() throws InterruptedException {
    long end = System.nanoTime() + Duration.ofMinutes(1).toNanos();
    Program.Ended status = run("oplog", "status", "--json");
    while (!status.json().path("following").asBoolean()) {
      assertThat(System.nanoTime()).as(status.out() + status.err()).isLessThan(end);
      Thread.sleep(100);
      status = run("oplog", "status", "--json");
    }
  }

  private Program.Ended run(String... arguments) {
    return new Calls(folder).run(arguments);
  }
}
