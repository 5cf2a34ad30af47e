package dev.lifeboat.source.mongo;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.MongoException;
import com.mongodb.client.MongoClients;
import dev.lifeboat.sandbox.MongodFixture;
import java.nio.file.Path;
import java.util.Queue;
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
    var last = MONGO.database().getCollection("c" + (COLLECTIONS - 1));
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
