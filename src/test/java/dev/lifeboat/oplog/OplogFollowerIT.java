package dev.lifeboat.oplog;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.ClientSession;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Sorts;
import dev.lifeboat.repository.Host;
import dev.lifeboat.repository.Repository;
import dev.lifeboat.sandbox.MongodFixture;
import dev.lifeboat.sandbox.ThrowawayMongod;
import dev.lifeboat.source.CapturedOplog;
import dev.lifeboat.source.OplogRange;
import dev.lifeboat.source.OplogTime;
import dev.lifeboat.source.mongo.MongoSettings;
import dev.lifeboat.storage.Storage;
import dev.lifeboat.storage.StorageException;
import dev.lifeboat.storage.memory.MemoryStorage;
import java.io.ByteArrayOutputStream;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.bson.BsonTimestamp;
import org.bson.Document;
import org.bson.RawBsonDocument;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A follower of a real replica set of one, whose own oplog is the judge. */
final class OplogFollowerIT {
  private static final Duration SPAN = Duration.ofMillis(200);
  private static final long SPOOL = 64 << 20;

  private static ThrowawayMongod mongod;
  private static MongoClient client;

  @TempDir Path folder;
  private final AtomicBoolean away = new AtomicBoolean();
  private final MemoryStorage memory = new MemoryStorage(Host::now);
  private final Host host = new Host();
  private final Repository repository = create();

  private Repository create() {
    Storage storage =
        (Storage)
            Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {Storage.class},
                (proxy, method, arguments) -> {
                  if (away.get()) {
                    throw new StorageException(
                        StorageException.Kind.UNAVAILABLE, "the storage is away", null);
                  }
                  try {
                    return method.invoke(memory, arguments);
                  } catch (InvocationTargetException e) {
                    throw Objects.requireNonNull(e.getCause());
                  }
                });
    return host.create(storage);
  }

  @BeforeAll
  static void start() {
    mongod = MongodFixture.own(ThrowawayMongod.replicaSet(1));
    client = MongoClients.create(mongod.uri());
  }

  @AfterAll
  static void end() {
    client.close();
    mongod.close();
  }

  private Following follow(long spool) {
    return new Following(
        MongoSettings.of(mongod.uri()), repository.oplog(), folder.resolve("oplog"), SPAN, spool);
  }

  private static MongoCollection<Document> orders() {
    return client.getDatabase("shop").getCollection("orders");
  }

  private static void insert(int count) {
    orders().insertMany(IntStream.range(0, count).mapToObj(n -> new Document("n", n)).toList());
  }

  private static OplogTime newest() {
    return OplogTime.of(
        Objects.requireNonNull(
                client
                    .getDatabase("local")
                    .getCollection("oplog.rs", RawBsonDocument.class)
                    .find(Filters.ne("op", "n"))
                    .sort(Sorts.descending("$natural"))
                    .first())
            .getTimestamp("ts")
            .getValue());
  }

  /** What the server's own oplog has between two entries. */
  private static byte[] truth(OplogTime from, OplogTime to) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    client
        .getDatabase("local")
        .getCollection("oplog.rs", RawBsonDocument.class)
        .find(
            Filters.and(
                Filters.gte("ts", new BsonTimestamp(from.toLong())),
                Filters.lte("ts", new BsonTimestamp(to.toLong())),
                Filters.ne("op", "n")))
        .sort(Sorts.ascending("$natural"))
        .forEach(
            entry -> {
              byte[] bytes = new byte[entry.getByteBuffer().remaining()];
              entry.getByteBuffer().get(bytes);
              all.writeBytes(bytes);
            });
    return all.toByteArray();
  }

  private OplogRange assertCaptured(OplogTime upTo) {
    CapturedOplog oplog = host.open(memory).oplog().captured("shop");
    OplogRange range = oplog.ranges().getLast();
    assertThat(range.to()).isGreaterThanOrEqualTo(upTo);
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    oplog.read(range, range.from(), range.to(), all::writeBytes);
    assertThat(all.toByteArray()).isEqualTo(truth(range.from(), range.to()));
    return range;
  }

  @Test
  void everyEntryIsCapturedAsItIsAndARestartLeavesNoGap() {
    insert(10);
    OplogTime before;
    try (Following following = follow(SPOOL)) {
      following.await(state -> state.durable().isPresent());
      for (int i = 0; i < 20; i++) {
        insert(100);
      }
      try (ClientSession session = client.startSession()) {
        session.startTransaction();
        orders().insertOne(session, new Document("in", "a transaction"));
        orders().deleteMany(session, Filters.gt("n", 90));
        session.commitTransaction();
      }
      orders().createIndex(new Document("n", 1));
      orders().aggregate(List.of(new Document("$out", "copy"))).toCollection();
      before = newest();
      following.awaitDurable(before);
      assertThat(following.end()).isEmpty();
    }
    assertCaptured(before);

    insert(50);
    orders().drop();
    OplogTime between = newest();
    try (Following following = follow(SPOOL)) {
      following.awaitDurable(between);
      insert(5);
      assertThat(following.end()).isEmpty();
    }
    OplogRange range = assertCaptured(newest());
    assertThat(host.open(memory).oplog().captured("shop").ranges()).containsExactly(range);
  }

  @Test
  void aServerThatIsKilledAndComesBackIsFollowedOn() {
    try (Following following = follow(SPOOL)) {
      following.await(state -> state.durable().isPresent());
      insert(10);
      mongod.kill9(0);
      following.await(state -> state.trouble().isPresent());
      mongod.restart(0);
      insert(10);
      following.awaitDurable(newest());
      assertThat(following.state().orElseThrow().trouble()).isEmpty();
      mongod.stepDown(Duration.ofSeconds(1));
      insert(10);
      following.awaitDurable(newest());
    }
    assertCaptured(newest());
    assertThat(host.open(memory).oplog().captured("shop").ranges()).hasSize(1);
  }

  @Test
  void slicesWaitOnTheHostWhileTheRepositoryIsAway() {
    OplogTime last;
    try (Following following = follow(SPOOL)) {
      following.await(state -> state.durable().isPresent());
      away.set(true);
      for (int i = 0; i < 3; i++) {
        int waiting = i;
        insert(100);
        following.await(state -> state.waiting() > waiting);
      }
      assertThat(following.state().orElseThrow().trouble()).contains("the storage is away");
      insert(7);
      last = newest();
      // Asked to stop while the repository is away it has everything on this host.
      assertThat(following.end()).isEmpty();
    }
    away.set(false);
    try (Following following = follow(SPOOL)) {
      following.awaitDurable(last);
      insert(3);
      following.awaitDurable(newest());
      following.await(state -> state.waiting() == 0);
    }
    assertCaptured(newest());
    assertThat(host.open(memory).oplog().captured("shop").ranges()).hasSize(1);
  }

  @Test
  void aFullSpoolWaitsAndLosesNothing() {
    try (Following following = follow(1)) {
      following.await(state -> state.durable().isPresent());
      away.set(true);
      insert(100);
      following.await(state -> state.waiting() == 1);
      insert(100);
      insert(100);
      OplogTime last = newest();
      away.set(false);
      following.awaitDurable(last);
    }
    assertCaptured(newest());
    assertThat(host.open(memory).oplog().captured("shop").ranges()).hasSize(1);
  }
}
