package dev.lifeboat.source.mongo;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoDatabase;
import dev.lifeboat.progress.Progress;
import dev.lifeboat.sandbox.MongodFixture;
import dev.lifeboat.sandbox.ThrowawayMongod;
import dev.lifeboat.source.Capture;
import dev.lifeboat.source.Consistency;
import dev.lifeboat.source.Item;
import dev.lifeboat.source.RecordingSink;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Users that are created during a backup, the server's first among them, while others insert. */
class UsersMeanwhileIT {
  private static final String DB = "app";
  private static final int MOST_USERS = 200;

  @TempDir private Path scratch;

  @Test
  void usersAndDocumentsAreOfOneMoment() throws Exception {
    try (var server = MongodFixture.own(ThrowawayMongod.replicaSet(1));
        var client = MongoClients.create(server.uri())) {
      MongoDatabase database = client.getDatabase(DB);
      for (int c = 0; c < 4; c++) {
        database.getCollection("c" + c).insertMany(documents(2000));
      }
      database.createCollection("marks");
      var done = new AtomicBoolean();
      var trouble = new AtomicReference<Throwable>();
      List<Thread> writers =
          List.of(
              writer(trouble, () -> insert(database, done)),
              writer(trouble, () -> createUsers(database, done)));
      // The first user of a server makes the collection that users are in.
      Capture first;
      Capture later;
      try {
        first = capture(server.uri());
        later = capture(server.uri());
      } finally {
        done.set(true);
        for (Thread writer : writers) {
          writer.join();
        }
      }
      assertThat(trouble.get()).isNull();
      assertOneMoment(first);
      assertOneMoment(later);
      assertThat(users(later)).isPositive();
    }
  }

  /** A mark is inserted before each user is created. */
  private static void assertOneMoment(Capture capture) {
    assertThat(capture.missing()).isEmpty();
    assertThat(capture.consistency()).isInstanceOf(Consistency.ClusterTime.class);
    assertThat(count(capture, DB + ".marks")).isBetween(users(capture), users(capture) + 1);
  }

  private static long users(Capture capture) {
    return capture.items().stream()
        .filter(item -> item.kind().equals("users"))
        .mapToLong(item -> item.state().orElseThrow().documents())
        .sum();
  }

  private static long count(Capture capture, String name) {
    return capture.items().stream()
        .filter(item -> item.name().equals(name))
        .map(Item::state)
        .mapToLong(state -> state.orElseThrow().documents())
        .sum();
  }

  private static void insert(MongoDatabase database, AtomicBoolean done) {
    for (int i = 0; i < 5_000 && !done.get(); i++) {
      database.getCollection("c" + i % 4).insertMany(documents(i, 100));
    }
  }

  private static void createUsers(MongoDatabase database, AtomicBoolean done) {
    for (int i = 0; i < MOST_USERS && !done.get(); i++) {
      database.getCollection("marks").insertOne(new Document("_id", i));
      database.runCommand(
          new Document("createUser", "user" + i)
              .append("pwd", "not a secret")
              .append("mechanisms", List.of("SCRAM-SHA-256"))
              .append("roles", List.of("read")));
    }
  }

  private static Thread writer(AtomicReference<Throwable> trouble, Runnable work) {
    return Thread.ofPlatform()
        .start(
            () -> {
              try {
                work.run();
              } catch (RuntimeException e) {
                trouble.set(e);
              }
            });
  }

  private static List<Document> documents(int count) {
    return documents(-1, count);
  }

  private static List<Document> documents(int batch, int count) {
    List<Document> documents = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      documents.add(new Document("_id", batch + "/" + i).append("text", "x".repeat(500)));
    }
    return documents;
  }

  private Capture capture(String uri) {
    // Slowly enough for users to come meanwhile.
    var settings = MongoSettings.of(uri).withDatabases(DB).withBytesPerSecond(4_000_000);
    try (var source = MongoSource.open(settings, InstantSource.system(), scratch)) {
      return source.capture(new RecordingSink(), Progress.silent());
    }
  }
}
