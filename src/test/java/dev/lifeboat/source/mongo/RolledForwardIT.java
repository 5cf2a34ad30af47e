package dev.lifeboat.source.mongo;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.MongoNamespace;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Aggregates;
import com.mongodb.client.model.ClusteredIndexOptions;
import com.mongodb.client.model.Collation;
import com.mongodb.client.model.CreateCollectionOptions;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.RenameCollectionOptions;
import com.mongodb.client.model.TimeSeriesOptions;
import com.mongodb.client.model.Updates;
import dev.lifeboat.progress.Progress;
import dev.lifeboat.sandbox.MongodFixture;
import dev.lifeboat.source.Item;
import dev.lifeboat.source.ItemProof;
import dev.lifeboat.source.OplogTime;
import dev.lifeboat.source.RecordedStreams;
import dev.lifeboat.source.RestoreRequest;
import dev.lifeboat.source.RestoreResult;
import dev.lifeboat.source.RestoreSelection;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.bson.BsonTimestamp;
import org.bson.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A backup is rolled forward by the oplog of the server that it is of. */
class RolledForwardIT {
  @RegisterExtension static final MongodFixture MONGO = MongodFixture.replicaSet(1);

  private static MongoClient client;

  @TempDir private Path scratch;
  private RestoreBench bench;
  private MongoDatabase shop;

  @BeforeAll
  static void connect() {
    client = MongoClients.create(MONGO.uri());
  }

  @AfterAll
  static void disconnect() {
    client.close();
  }

  @BeforeEach
  void fill() {
    bench = new RestoreBench(MONGO.uri(), scratch);
    shop = client.getDatabase("forward");
    drop();
    insert("orders", 100);
    client.getDatabase("forward2").createCollection("stays");
  }

  @AfterEach
  void drop() {
    client.getDatabase("forward").drop();
    client.getDatabase("forward2").drop();
  }

  @Test
  void documentsAreAsTheyWereAtThatMoment() {
    var orders = shop.getCollection("orders");
    orders.createIndex(Indexes.ascending("n"), new IndexOptions().unique(true));
    var backup = capture();
    orders.insertOne(new Document("_id", "new").append("n", 1000));
    orders.updateOne(Filters.eq(1), Updates.set("n", 2000));
    orders.updateOne(Filters.eq(1), Updates.push("list", 3));
    orders.replaceOne(Filters.eq(2), new Document("n", 3000));
    orders.deleteOne(Filters.eq(3));
    // For a moment two documents have what only one may have in the end.
    orders.dropIndexes();
    orders.insertOne(new Document("_id", "twice").append("n", 5));
    orders.deleteOne(Filters.eq(5));
    orders.createIndex(Indexes.ascending("n"), new IndexOptions().unique(true));
    orders.updateOne(Filters.eq(6), Updates.set("zero", new BsonTimestamp(0, 0)));
    var then = capture();
    var moment = new OplogNow(client).newest();
    orders.deleteMany(new Document());
    var result = restore(backup, moment, RestoreBench.PLAIN);
    assertThat(result.proof()).allMatch(ItemProof::holds);
    assertThat(states(capture())).isEqualTo(states(then));
    bench.undo();
    assertThat(orders.countDocuments()).isZero();
  }

  @Test
  void collectionsHaveTheNamesIndexesAndOptionsOfThatMoment() {
    RestoreSample.fill(shop);
    insert("orders", 100);
    var backup = capture();
    change();
    var then = capture();
    var moment = new OplogNow(client).newest();
    shop.drop();
    var result = restore(backup, moment, RestoreBench.PLAIN);
    assertThat(result.proof()).allMatch(ItemProof::holds);
    assertThat(states(capture())).containsExactlyEntriesOf(states(then));
  }

  /** Of every kind one. */
  private void change() {
    var orders = shop.getCollection("orders");
    orders.renameCollection(new MongoNamespace("forward", "sold"));
    shop.getCollection("sold").insertOne(new Document("_id", "sold"));
    insert("orders", 7);
    shop.getCollection("places").renameCollection(new MongoNamespace("forward2", "places"));
    shop.getCollection("empty")
        .renameCollection(
            new MongoNamespace("forward", "big"), new RenameCollectionOptions().dropTarget(true));
    var messages = shop.getCollection("messages");
    messages.aggregate(List.of(Aggregates.limit(3), Aggregates.out("few"))).toCollection();
    shop.getCollection("few").createIndex(Indexes.ascending("chat"));
    messages.aggregate(List.of(Aggregates.limit(5), Aggregates.out("few"))).toCollection();
    messages.dropIndex("chat_1_at_-1");
    messages.createIndex(Indexes.ascending("chat"), new IndexOptions().name("other"));
    command("collMod", "loud", new Document("viewOn", "messages").append("pipeline", List.of()));
    shop.getCollection("louder").drop();
    shop.createView("quiet", "messages", List.of());
    command("collMod", "sessions", index("at_1", "expireAfterSeconds", 7200));
    command("collMod", "sessions", index("at_1", "hidden", true));
    command(
        "collMod",
        "validated",
        new Document("validator", new Document("a", new Document("$gt", 7)))
            .append("validationLevel", "moderate"));
    shop.getCollection("clustered").insertOne(new Document("_id", "z"));
    command("collMod", "clustered", new Document("expireAfterSeconds", "off"));
    command("collMod", "log", new Document("cappedSize", 200_000).append("cappedMax", 400));
    shop.getCollection("log")
        .insertMany(IntStream.range(0, 300).mapToObj(i -> new Document("later", i)).toList());
    command("collMod", "collated", new Document("changeStreamPreAndPostImages", enabled()));
    var series = shop.getCollection("series");
    series.insertOne(new Document("t", Instant.parse("2026-01-01T00:00:30Z")).append("m", 1));
    series.createIndex(Indexes.ascending("v"));
    series.createIndex(Indexes.descending("t"));
    series.createIndex(Indexes.ascending("m.x", "t"));
    series.createIndex(Indexes.geo2dsphere("place"));
    command("collMod", "series", new Document("expireAfterSeconds", 200_000_000L));
    command("collMod", "series", new Document("timeseries", new Document("granularity", "hours")));
    shop.createCollection(
        "series2",
        new CreateCollectionOptions()
            .timeSeriesOptions(new TimeSeriesOptions("t").metaField("m"))
            .expireAfter(100_000_000, TimeUnit.SECONDS));
    shop.getCollection("series2")
        .insertOne(new Document("t", Instant.parse("2026-01-01T00:00:30Z")).append("m", 1));
    shop.createCollection(
        "collated2",
        new CreateCollectionOptions().collation(Collation.builder().locale("de").build()));
    shop.getCollection("collated2").createIndex(Indexes.ascending("x"));
    shop.createCollection(
        "clustered2",
        new CreateCollectionOptions()
            .clusteredIndexOptions(new ClusteredIndexOptions(new Document("_id", 1), true)));
    shop.createCollection(
        "capped2",
        new CreateCollectionOptions().capped(true).sizeInBytes(100_000).maxDocuments(20));
    insert("capped2", 50);
    insert("tocap", 10);
    command("convertToCapped", "tocap", new Document("size", 10_000));
    shop.getCollection("zeros").updateOne(Filters.eq(1), Updates.set("a", new BsonTimestamp(0, 0)));
    shop.getCollection("n".repeat(255 - "forward.".length())).insertOne(new Document("_id", "x"));
  }

  private static Document enabled() {
    return new Document("enabled", true);
  }

  private static Document index(String name, String option, Object value) {
    return new Document("index", new Document("name", name).append(option, value));
  }

  private void command(String name, String collection, Document more) {
    var command = new Document(name, collection);
    command.putAll(more);
    shop.runCommand(command);
  }

  @Test
  void transactionsAreThereWholeOrNotAtAll() {
    var backup = capture();
    var orders = shop.getCollection("orders");
    try (var session = client.startSession()) {
      session.startTransaction();
      orders.insertOne(session, new Document("_id", "one"));
      shop.createCollection(session, "made");
      shop.getCollection("made").insertOne(session, new Document("_id", 1));
      session.commitTransaction();
      session.startTransaction();
      for (int i = 0; i < 3; i++) {
        orders.insertOne(
            session, new Document("_id", "large" + i).append("x", "x".repeat(9_000_000)));
      }
      orders.updateOne(session, Filters.eq(4), Updates.set("n", -4));
      session.commitTransaction();
    }
    var then = capture();
    var moment = new OplogNow(client).newest();
    try (var session = client.startSession()) {
      session.startTransaction();
      orders.deleteMany(session, new Document());
      session.abortTransaction();
    }
    orders.drop();
    var result = restore(backup, moment, RestoreBench.PLAIN);
    assertThat(result.proof()).allMatch(ItemProof::holds);
    assertThat(states(capture())).isEqualTo(states(then));
  }

  @Test
  void oneCollectionComesBackUnderAnotherName() {
    var backup = capture();
    var orders = shop.getCollection("orders");
    orders.insertOne(new Document("_id", "x"));
    orders.renameCollection(new MongoNamespace("forward", "sold"));
    insert("orders", 3);
    shop.getCollection("sold").insertOne(new Document("_id", "y"));
    var moment = new OplogNow(client).newest();
    shop.getCollection("sold").drop();
    var selection = RestoreSelection.only("forward.sold").rename("forward.sold", "forward2.again");
    var result = restore(backup, moment, RestoreBench.staged(selection));
    assertThat(result.proof()).extracting(ItemProof::name).containsExactly("forward2.again");
    assertThat(client.getDatabase("forward2").getCollection("again").countDocuments())
        .isEqualTo(102);
    assertThat(orders.countDocuments()).isEqualTo(3);
  }

  private RecordedStreams capture() {
    return bench.capture("forward", "forward2").withDetail(RolledForward.SET, OplogNow.set(client));
  }

  private RestoreResult restore(RecordedStreams backup, OplogTime moment, RestoreRequest request) {
    var forward = RolledForward.of(backup, new OplogNow(client), moment, moment.second());
    try (var target = bench.target()) {
      var plan = target.plan(forward, request);
      assertThat(plan.refusals()).isEmpty();
      return target.restore(plan, forward, Progress.silent());
    }
  }

  private void insert(String collection, int documents) {
    shop.getCollection(collection)
        .insertMany(
            IntStream.range(0, documents)
                .mapToObj(i -> new Document("_id", i).append("n", i))
                .toList());
  }

  /** Content, options and indexes; the order of what is said of an index doesn't count. */
  private static Map<String, String> states(RecordedStreams backup) {
    var states = new TreeMap<String, String>();
    for (Item item : backup.items()) {
      var metadata =
          item.streams().stream()
              .filter(stream -> stream.path().endsWith(".metadata.json"))
              .map(stream -> MetadataJson.read("", backup.readSmall(stream)))
              .map(
                  info -> info.options() + " " + info.indexes().stream().map(TreeMap::new).toList())
              .toList();
      states.put(item.name(), item.kind() + " " + item.state() + " " + metadata);
    }
    return states;
  }
}
