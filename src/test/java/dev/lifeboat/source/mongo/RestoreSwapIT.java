package dev.lifeboat.source.mongo;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.MongoException;
import com.mongodb.ReadConcern;
import com.mongodb.TransactionOptions;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Aggregates;
import dev.lifeboat.sandbox.MongodFixture;
import java.nio.file.Path;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** While applications read and write at full speed, the swap is one act to them. */
class RestoreSwapIT {
  @RegisterExtension static final MongodFixture MONGO = MongodFixture.replicaSet(1);

  private static final int COLLECTIONS = 40;
  private static final String LAST = "c" + (COLLECTIONS - 1);
  private static final Document SEEN = new Document("$inc", new Document("seen", 1));

  @TempDir private Path scratch;
  private final AtomicBoolean stop = new AtomicBoolean();
  private final Queue<String> mixtures = new ConcurrentLinkedQueue<>();
  private final AtomicLong reads = new AtomicLong();
  private final AtomicLong writes = new AtomicLong();

  @BeforeEach
  void fill() {
    MONGO.database().drop();
    version("old");
  }

  @AfterEach
  void drop() {
    MONGO.database().drop();
  }

  @Test
  void noReaderSeesAMixture() throws Exception {
    var bench = new RestoreBench(MONGO.uri(), scratch);
    var backup = bench.capture(MONGO.databaseName());
    version("new");
    try (var client = MongoClients.create(MONGO.uri());
        ExecutorService clients = Executors.newCachedThreadPool()) {
      var database = client.getDatabase(MONGO.databaseName());
      clients.execute(() -> read(() -> versionOf(database.getCollection("c0").find().first())));
      clients.execute(() -> readInOne(() -> transaction(client, database)));
      clients.execute(() -> readInOne(() -> union(database)));
      clients.execute(() -> write(() -> database.getCollection("c1").insertOne(new Document())));
      clients.execute(
          () -> write(() -> database.getCollection("c2").updateMany(new Document(), SEEN)));
      try {
        for (int i = 0; i < 3; i++) {
          bench.restore(backup, RestoreBench.PLAIN);
          Thread.sleep(200);
          bench.undo();
          Thread.sleep(200);
        }
      } finally {
        stop.set(true);
      }
    }
    assertThat(reads.get()).isGreaterThan(100);
    assertThat(writes.get()).isGreaterThan(100);
    assertThat(mixtures).isEmpty();
  }

  /** The last collection is read between two looks at the first: all three must be of one kind. */
  private void read(Supplier<String> first) {
    var last = MONGO.database().getCollection(LAST);
    while (!stop.get()) {
      try {
        var before = first.get();
        var between = versionOf(last.find().first());
        var after = first.get();
        reads.incrementAndGet();
        if (before.equals(after) && !before.equals(between)) {
          mixtures.add(before + " " + between);
        }
      } catch (MongoException e) {
        // A cursor that the rename killed.
      }
    }
  }

  /** All that one request sees must be of one kind. */
  private void readInOne(Supplier<Set<String>> request) {
    while (!stop.get()) {
      try {
        Set<String> versions = request.get();
        reads.incrementAndGet();
        if (versions.size() > 1) {
          mixtures.add("in one request " + versions);
        }
      } catch (MongoException e) {
        // The rename ended it: whoever asked asks again.
      }
    }
  }

  private static Set<String> transaction(MongoClient client, MongoDatabase database) {
    var options = TransactionOptions.builder().readConcern(ReadConcern.SNAPSHOT).build();
    Set<String> versions = new TreeSet<>();
    try (var session = client.startSession()) {
      session.startTransaction(options);
      versions.add(versionOf(database.getCollection("c0").find(session).first()));
      versions.add(versionOf(database.getCollection(LAST).find(session).first()));
      session.commitTransaction();
    }
    return versions;
  }

  private static Set<String> union(MongoDatabase database) {
    Set<String> versions = new TreeSet<>();
    database
        .getCollection("c0")
        .aggregate(List.of(Aggregates.unionWith(LAST, List.of())))
        .forEach(document -> versions.add(versionOf(document)));
    return versions;
  }

  private void write(Runnable write) {
    while (!stop.get()) {
      try {
        write.run();
        writes.incrementAndGet();
      } catch (MongoException e) {
        // A write that the rename killed.
      }
    }
  }

  private static String versionOf(@Nullable Document document) {
    return document == null ? "nothing" : document.getString("version");
  }

  private static void version(String version) {
    for (int i = 0; i < COLLECTIONS; i++) {
      var collection = MONGO.database().getCollection("c" + i);
      collection.deleteMany(new Document());
      collection.insertOne(new Document("version", version));
    }
  }
}
