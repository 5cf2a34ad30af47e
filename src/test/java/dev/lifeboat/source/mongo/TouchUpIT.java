package dev.lifeboat.source.mongo;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.MongoException;
import com.mongodb.MongoNamespace;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Aggregates;
import com.mongodb.client.model.CreateCollectionOptions;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.Updates;
import dev.lifeboat.progress.Progress;
import dev.lifeboat.sandbox.MongodFixture;
import dev.lifeboat.sandbox.ThrowawayMongod;
import dev.lifeboat.source.Capture;
import dev.lifeboat.source.Consistency;
import dev.lifeboat.source.Fingerprint;
import dev.lifeboat.source.Item;
import dev.lifeboat.source.RecordingSink;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.bson.BsonBinary;
import org.bson.BsonDocument;
import org.bson.BsonTimestamp;
import org.bson.Document;
import org.bson.RawBsonDocument;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A capture that outlasts what the server keeps of the past, while others write. */
class TouchUpIT {
  private static final String DB = "busy";
  private static ThrowawayMongod server;
  private static MongoClient client;

  private final AtomicReference<BsonTimestamp> lastWrite =
      new AtomicReference<>(new BsonTimestamp());

  @TempDir private Path folder;
  @TempDir private Path scratch;

  @BeforeAll
  static void start() {
    server =
        MongodFixture.own(
            ThrowawayMongod.replicaSet(1).parameter("minSnapshotHistoryWindowInSeconds", "5"));
    client = MongoClients.create(server.uri());
  }

  @AfterAll
  static void stop() {
    client.close();
    server.close();
  }

  @BeforeEach
  void fill() {
    database().drop();
    for (int c = 0; c < 6; c++) {
      List<Document> documents = new ArrayList<>();
      for (int i = 0; i < 2000; i++) {
        documents.add(new Document("_id", i).append("n", 0).append("text", "x".repeat(900)));
      }
      database().getCollection("c" + c).insertMany(documents);
    }
  }

  private static MongoDatabase database() {
    return client.getDatabase(DB);
  }

  @Test
  void whatIsWrittenMeanwhileIsBroughtToOneMoment() throws Exception {
    database()
        .createCollection("log", new CreateCollectionOptions().capped(true).sizeInBytes(20_000));
    var random = new Random(7);
    var counter = new AtomicLong();
    Capture capture =
        captureWhile(
            1_000_000,
            9_000_000,
            tick -> {
              var collection = database().getCollection("c" + random.nextInt(6));
              int id = random.nextInt(2000);
              switch (random.nextInt(5)) {
                case 0 -> collection.deleteOne(Filters.eq(id));
                case 1 -> collection.insertOne(new Document("born", counter.get()));
                case 2 -> transaction(id);
                default -> collection.updateOne(Filters.eq(id), Updates.inc("n", 1));
              }
              database()
                  .getCollection("log")
                  .insertOne(
                      new Document("_id", counter.getAndIncrement()).append("t", "y".repeat(200)));
              if (tick % 7 == 0) {
                database()
                    .getCollection("log")
                    .updateOne(Filters.eq(counter.get() - 1), Updates.set("t", "z".repeat(200)));
              }
            });
    assertThat(capture.missing()).isEmpty();
    assertThat(capture.items()).allMatch(item -> item.note().isEmpty());
    assertThat(capture.consistency()).isInstanceOf(Consistency.ClusterTime.class);
    assertThat(RecordingSink.names(capture)).contains("oplog.bson");
    assertThat(states(capture)).isEqualTo(Contents.fingerprints(database()));
    assertThat(replayed(capture)).isEqualTo(Contents.fingerprints(database()));
    assertOrder(capture);
    assertNothingLeft();
    mongorestoreGives(Contents.fingerprints(database()), capture);
  }

  private static void transaction(int id) {
    try (var session = client.startSession()) {
      session.withTransaction(
          () -> {
            database().getCollection("c0").updateOne(session, Filters.eq(id), Updates.inc("n", 5));
            return database().getCollection("c1").deleteOne(session, Filters.eq(id + 1));
          });
    }
  }

  /** The capped collection keeps its order. */
  private static void assertOrder(Capture capture) {
    Item log = item(capture, "log");
    assertThat(
            Contents.replay(
                RecordingSink.bytes(capture, DB + "/log.bson"),
                RecordingSink.bytes(capture, "oplog.bson"),
                uuid(log)))
        .extracting(document -> document.getInt64("_id").getValue())
        .isSorted()
        .isNotEmpty();
  }

  @Test
  void namesThatChangeMeanwhile() throws Exception {
    // What changes is the names, so the moment may stay readable: that is what it is compared with.
    keepMoments(300);
    Capture capture =
        captureAlways(
            TouchUpIT::changeNames,
            tick -> {
              database()
                  .getCollection("c3")
                  .updateOne(Filters.eq(tick.intValue()), Updates.inc("n", 1));
              database()
                  .getCollection("renamed")
                  .updateOne(Filters.eq(tick.intValue()), Updates.inc("n", 1));
            });
    assertThat(capture.missing()).isEmpty();
    Map<String, Fingerprint> then = new TreeMap<>();
    states(capture).keySet().forEach(name -> then.put(name, at(moment(capture), name)));
    keepMoments(5);
    assertThat(states(capture)).isEqualTo(then);
    assertThat(replayed(capture)).isEqualTo(then);
    assertThat(states(capture)).containsOnlyKeys("born", "c2", "c3", "c4", "c5", "renamed");
    assertThat(item(capture, "c3").indexes()).isEqualTo(2);
    assertThat(
            MetadataJson.read(DB, RecordingSink.bytes(capture, DB + "/c4.metadata.json")).options())
        .containsKey("validator");
    assertNothingLeft();
    mongorestoreGives(then, capture);
  }

  /** What changes names while the first bytes are on their way. */
  private static void changeNames() {
    database().getCollection("c0").renameCollection(new MongoNamespace(DB, "renamed"));
    database().getCollection("c1").drop();
    database().getCollection("born").insertOne(new Document("_id", 1));
    database().getCollection("c5").drop();
    database().getCollection("c5").insertOne(new Document("_id", "new"));
    database().getCollection("c3").createIndex(Indexes.ascending("n"));
    database()
        .runCommand(
            new Document("collMod", "c4")
                .append("validator", new Document("n", new Document("$gte", 0))));
    database()
        .getCollection("c4")
        .aggregate(List.of(Aggregates.match(Filters.lt("_id", 100)), Aggregates.out("c2")))
        .toCollection();
  }

  @Test
  void whatIsReplacedAllTheTimeIsNamedAndTheRestIsCaptured() throws Exception {
    database().getCollection("c0").aggregate(List.of(Aggregates.out("out"))).toCollection();
    Capture capture =
        captureAlways(
            () -> {},
            tick ->
                database()
                    .getCollection("c0")
                    .aggregate(List.of(Aggregates.out("out")))
                    .toCollection());
    assertThat(states(capture)).containsKeys("c0", "c1", "c2", "c3", "c4", "c5");
    if (!capture.missing().isEmpty()) {
      assertThat(capture.missing())
          .singleElement()
          .satisfies(problem -> assertThat(problem.message()).contains("'busy.out'"));
    } else {
      assertThat(states(capture)).containsKey("out");
    }
    assertNothingLeft();
  }

  /** Captures slowly; the writer stops when most is read, so that the end can be compared. */
  private Capture captureWhile(long rate, long most, Consumer<Long> write)
      throws InterruptedException {
    var read = new AtomicLong();
    // What deletes must leave enough to read, however slow the reading is.
    Thread writer = writer(write, () -> read.get() < most, 2000);
    try {
      Capture capture = capture(rate, read, () -> {});
      read.set(most);
      writer.join();
      // Else what was written after the captured moment would look like a loss.
      assertThat(lastWrite.get()).as("the last write").isLessThanOrEqualTo(moment(capture));
      return capture;
    } finally {
      read.set(most);
      writer.join();
    }
  }

  /** As logs in capped collections are: a document is inserted, and completed a little later. */
  @Test
  void aCappedCollectionMayBeChangedInPlaceAllTheTime() throws Exception {
    database()
        .createCollection("log", new CreateCollectionOptions().capped(true).sizeInBytes(200_000));
    Capture capture =
        captureAlways(
            () -> {},
            tick -> {
              database()
                  .getCollection("log")
                  .insertOne(new Document("_id", tick).append("t", "y".repeat(200)));
              database()
                  .getCollection("log")
                  .updateOne(Filters.eq(tick - 3), Updates.set("t", "z".repeat(200)));
            });
    assertThat(capture.missing()).isEmpty();
    assertThat(states(capture)).containsKey("log");
    assertThat(replayed(capture)).isEqualTo(states(capture));
    assertNothingLeft();
  }

  /** One document that is never at rest must not cost the other collections their backup. */
  @Test
  void aCappedCollectionThatNeverRestsIsNamedAndTheRestIsCaptured() throws Exception {
    database()
        .createCollection("log", new CreateCollectionOptions().capped(true).sizeInBytes(200_000));
    database().getCollection("log").insertOne(new Document("_id", 0).append("n", 0));
    Capture capture =
        captureAlways(
            () -> {},
            tick -> {
              for (int i = 0; i < 200; i++) {
                database()
                    .getCollection("log")
                    .withWriteConcern(com.mongodb.WriteConcern.W1)
                    .updateOne(Filters.eq(0), Updates.inc("n", 1));
              }
            });
    assertThat(states(capture)).containsKeys("c0", "c1", "c2", "c3", "c4", "c5");
    if (!capture.missing().isEmpty()) {
      assertThat(capture.missing())
          .singleElement()
          .satisfies(problem -> assertThat(problem.message()).contains("'busy.log'", "in place"));
      assertThat(states(capture)).doesNotContainKey("log");
    }
    assertThat(replayed(capture)).isEqualTo(states(capture));
    assertNothingLeft();
  }

  private static void keepMoments(int seconds) {
    client
        .getDatabase("admin")
        .runCommand(
            new Document("setParameter", 1).append("minSnapshotHistoryWindowInSeconds", seconds));
  }

  /** What a collection was at a moment, read in one reply. */
  private static Fingerprint at(BsonTimestamp moment, String name) {
    BsonDocument cursor =
        database()
            .runCommand(
                new Document("find", name)
                    .append("batchSize", 1_000_000)
                    .append(
                        "readConcern",
                        new Document("level", "snapshot").append("atClusterTime", moment)),
                RawBsonDocument.class)
            .getDocument("cursor");
    assertThat(cursor.getInt64("id").getValue()).isZero();
    List<RawBsonDocument> documents = new ArrayList<>();
    cursor
        .getArray("firstBatch")
        .forEach(document -> documents.add((RawBsonDocument) document.asDocument()));
    return Contents.fingerprint(documents);
  }

  private static BsonTimestamp moment(Capture capture) {
    String[] parts = String.valueOf(capture.details().get("clusterTime")).split(":", -1);
    return new BsonTimestamp(Integer.parseInt(parts[0]), Integer.parseInt(parts[1]));
  }

  private Capture captureAlways(Runnable atFirst, Consumer<Long> write)
      throws InterruptedException {
    var done = new AtomicLong();
    Thread writer = writer(write, () -> done.get() == 0, Long.MAX_VALUE);
    try {
      return capture(1_500_000, new AtomicLong(), atFirst);
    } finally {
      done.set(1);
      writer.join();
    }
  }

  private Thread writer(Consumer<Long> write, java.util.function.BooleanSupplier goOn, long ticks) {
    return Thread.ofPlatform()
        .start(
            () -> {
              for (long tick = 0; tick < ticks && goOn.getAsBoolean(); tick++) {
                try {
                  write.accept(tick);
                  lastWrite.set(
                      client
                          .getDatabase("admin")
                          .runCommand(new Document("ping", 1))
                          .get("operationTime", BsonTimestamp.class));
                  Thread.sleep(5);
                } catch (MongoException e) {
                  throw new AssertionError(e);
                } catch (InterruptedException e) {
                  return;
                }
              }
            });
  }

  private Capture capture(long rate, AtomicLong read, Runnable atFirst) {
    Progress progress =
        new Progress() {
          @Override
          public Phase start(String name, long total, Unit unit) {
            return new Phase() {
              @Override
              public void advance(long units) {
                if (read.getAndAdd(units) == 0) {
                  atFirst.run();
                }
              }

              @Override
              public void close() {}
            };
          }

          @Override
          public void warn(String message) {}
        };
    var settings = MongoSettings.of(server.uri()).withDatabases(DB).withBytesPerSecond(rate);
    try (var source = MongoSource.open(settings, InstantSource.system(), scratch)) {
      return source.capture(new RecordingSink(), progress);
    }
  }

  private static Map<String, Fingerprint> states(Capture capture) {
    Map<String, Fingerprint> states = new TreeMap<>();
    capture
        .items()
        .forEach(
            item -> states.put(item.name().substring(DB.length() + 1), item.state().orElseThrow()));
    return states;
  }

  private static Map<String, Fingerprint> replayed(Capture capture) {
    byte[] oplog =
        RecordingSink.names(capture).contains("oplog.bson")
            ? RecordingSink.bytes(capture, "oplog.bson")
            : new byte[0];
    Map<String, Fingerprint> replayed = new TreeMap<>();
    for (Item item : capture.items()) {
      byte[] stream = RecordingSink.bytes(capture, item.streams().getFirst().path());
      replayed.put(
          item.name().substring(DB.length() + 1),
          Contents.fingerprint(Contents.replay(stream, oplog, uuid(item))));
    }
    return replayed;
  }

  private static BsonBinary uuid(Item item) {
    String hex = (String) item.attributes().get("uuid");
    return new BsonBinary(
        MetadataJson.of(DB, BsonDocument.parse("{collectionName: 'x', uuid: '" + hex + "'}"))
            .uuid()
            .orElseThrow());
  }

  private static Item item(Capture capture, String name) {
    Optional<Item> found =
        capture.items().stream().filter(item -> item.name().equals(DB + "." + name)).findFirst();
    return found.orElseThrow();
  }

  private void assertNothingLeft() throws IOException {
    try (Stream<Path> files = Files.list(scratch)) {
      assertThat(files).isEmpty();
    }
  }

  private void mongorestoreGives(Map<String, Fingerprint> expected, Capture capture) {
    RecordingSink.writeTo(folder, capture);
    try (var target = MongodFixture.own(ThrowawayMongod.standalone());
        var restored = MongoClients.create(target.uri())) {
      var restore =
          InstalledTools.tool("mongorestore")
              .with("--uri", target.uri(), "--dir", folder.toString());
      boolean touched = RecordingSink.names(capture).contains("oplog.bson");
      (touched ? restore.with("--oplogReplay") : restore).output();
      assertThat(Contents.fingerprints(restored.getDatabase(DB))).isEqualTo(expected);
    }
  }
}
