package dev.lifeboat.oplog;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import dev.lifeboat.repository.Host;
import dev.lifeboat.repository.Repository;
import dev.lifeboat.sandbox.MongodFixture;
import dev.lifeboat.sandbox.ThrowawayMongod;
import dev.lifeboat.source.mongo.MongoSettings;
import dev.lifeboat.storage.memory.MemoryStorage;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import org.bson.BsonTimestamp;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An oplog that lost what was to be captured next: that is said, and a new chain begins. */
final class OplogGapIT {
  private static final Duration LONG = Duration.ofSeconds(60);

  @TempDir Path folder;
  private final MemoryStorage memory = new MemoryStorage(Host::now);
  private final Repository repository = new Host().create(memory);

  private Following follow(String uri) {
    return new Following(
        MongoSettings.of(uri),
        repository.oplog(),
        folder.resolve("oplog"),
        Duration.ofMillis(200),
        1 << 20);
  }

  @Test
  void anOplogThatRolledOverAndAnotherSetBeginNewChains() {
    try (ThrowawayMongod mongod =
            MongodFixture.own(ThrowawayMongod.replicaSet(1).oplogMegabytes(1));
        MongoClient client = MongoClients.create(mongod.uri())) {
      try (Following following = follow(mongod.uri())) {
        following.await(state -> state.durable().isPresent());
      }
      BsonTimestamp captured = oldest(client);
      rollOver(client, captured);
      try (Following following = follow(mongod.uri())) {
        following.await(state -> state.broken().isPresent());
        assertThat(following.state().orElseThrow().broken().orElseThrow().reason())
            .startsWith("the oplog has rolled over");
        following.await(state -> state.chainSince().isPresent() && state.durable().isPresent());
      }
      assertThat(repository.oplog().captured("shop").ranges()).hasSize(2);
    }
    try (ThrowawayMongod another = MongodFixture.own(ThrowawayMongod.replicaSet(1));
        Following following = follow(another.uri())) {
      following.await(
          state ->
              state.durable().isPresent()
                  && state
                      .broken()
                      .filter(each -> each.reason().startsWith("it is another replica set now"))
                      .isPresent());
      assertThat(repository.oplog().captured("shop").ranges()).hasSize(3);
    }
  }

  private static BsonTimestamp oldest(MongoClient client) {
    return Objects.requireNonNull(
            client.getDatabase("local").getCollection("oplog.rs").find().first())
        .get("ts", BsonTimestamp.class);
  }

  /** Until not even what was written after the follower ended is there any more. */
  private static void rollOver(MongoClient client, BsonTimestamp captured) {
    client.getDatabase("shop").getCollection("marks").insertOne(new Document());
    BsonTimestamp mark =
        Objects.requireNonNull(
                client
                    .getDatabase("local")
                    .getCollection("oplog.rs")
                    .find()
                    .sort(new Document("$natural", -1))
                    .first())
            .get("ts", BsonTimestamp.class);
    long end = System.nanoTime() + LONG.toNanos();
    assertThat(captured).isLessThan(mark);
    while (oldest(client).compareTo(mark) <= 0) {
      assertThat(System.nanoTime()).isLessThan(end);
      client
          .getDatabase("shop")
          .getCollection("filler")
          .insertOne(new Document("text", "x".repeat(1 << 20)));
    }
  }
}
