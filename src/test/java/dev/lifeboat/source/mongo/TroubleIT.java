package dev.lifeboat.source.mongo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoDatabase;
import dev.lifeboat.problem.Code;
import dev.lifeboat.problem.Problem;
import dev.lifeboat.problem.ProblemException;
import dev.lifeboat.progress.Progress;
import dev.lifeboat.sandbox.MongodFixture;
import dev.lifeboat.sandbox.ThrowawayMongod;
import dev.lifeboat.source.Capture;
import dev.lifeboat.source.Consistency;
import dev.lifeboat.source.Item;
import dev.lifeboat.source.RecordingSink;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.IntStream;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What goes wrong between a capture and a server, and what people are told of it. */
class TroubleIT {
  @TempDir private Path folder;

  private Capture capture(MongoSettings settings) {
    try (var source = MongoSource.open(settings, InstantSource.system(), folder)) {
      return source.capture(new RecordingSink(), Progress.silent());
    }
  }

  private Problem problem(MongoSettings settings) {
    return catchThrowableOfType(ProblemException.class, () -> capture(settings))
        .problems()
        .getFirst();
  }

  private static void fill(MongoDatabase database, int collections) {
    for (int c = 0; c < collections; c++) {
      database
          .getCollection("c" + c)
          .insertMany(
              IntStream.range(0, 2000)
                  .mapToObj(i -> new Document("n", i).append("text", "x".repeat(500)))
                  .toList());
    }
  }

  @Test
  void aRefusedConnection() {
    Problem problem =
        problem(MongoSettings.of("mongodb://u:s3cret@127.0.0.1:1/?serverSelectionTimeoutMS=300"));
    assertThat(problem.code()).isEqualTo(Code.MONGO_UNREACHABLE);
    assertThat(problem.message())
        .contains("127.0.0.1:1", "refused the connection")
        .doesNotContain("s3cret");
  }

  @Test
  void whoMayNotReadIsTold() {
    try (var server = MongodFixture.own(ThrowawayMongod.replicaSet(1).authenticated());
        var client = MongoClients.create(server.uri())) {
      fill(client.getDatabase("app"), 2);
      Problem wrong = problem(MongoSettings.of(server.uri().replace(server.password(), "s3cret")));
      assertThat(wrong.code()).isEqualTo(Code.MONGO_AUTHENTICATION);
      assertThat(wrong.message()).doesNotContain("s3cret");

      var all = new Document("db", "app").append("collection", "");
      var one = new Document("db", "app").append("collection", "c0");
      client
          .getDatabase("admin")
          .runCommand(
              new Document("createRole", "half")
                  .append("roles", List.of())
                  .append(
                      "privileges",
                      List.of(
                          new Document("resource", all)
                              .append("actions", List.of("listCollections")),
                          new Document("resource", one)
                              .append("actions", List.of("find", "listIndexes", "collStats")))));
      client
          .getDatabase("admin")
          .runCommand(
              new Document("createUser", "half")
                  .append("pwd", "h")
                  .append("roles", List.of("half")));
      String uri = server.uri().replace("root:" + server.password(), "half:h");
      Capture capture = capture(MongoSettings.of(uri).withDatabases("app"));
      assertThat(capture.items()).extracting(Item::name).containsExactly("app.c0");
      assertThat(capture.missing())
          .singleElement()
          .satisfies(
              problem -> {
                assertThat(problem.code()).isEqualTo(Code.MONGO_UNAUTHORIZED);
                assertThat(problem.message()).contains("'app.c1'");
              });
      assertThat(capture.warnings()).singleElement().asString().contains("users and roles");
    }
  }

  @Test
  void aServerThatIsKilledInTheMiddle() throws InterruptedException {
    try (var server = MongodFixture.own(ThrowawayMongod.replicaSet(1));
        var client = MongoClients.create(server.uri())) {
      fill(client.getDatabase("app"), 4);
      Thread killer =
          Thread.ofPlatform()
              .start(
                  () -> {
                    try {
                      Thread.sleep(Duration.ofSeconds(2));
                    } catch (InterruptedException e) {
                      throw new AssertionError(e);
                    }
                    server.kill9(0);
                  });
      Problem problem =
          problem(
              MongoSettings.of(server.uri() + "&serverSelectionTimeoutMS=500")
                  .withDatabases("app")
                  .withBytesPerSecond(300_000));
      killer.join();
      assertThat(problem.code()).isEqualTo(Code.MONGO_UNREACHABLE);
    }
  }

  @Test
  void aLockIsGoneAfterwardsAlsoAfterAnInterrupt() throws InterruptedException {
    try (var server = MongodFixture.own(ThrowawayMongod.standalone());
        var client = MongoClients.create(server.uri())) {
      MongoDatabase database = client.getDatabase("app");
      fill(database, 3);
      var settings = MongoSettings.of(server.uri()).withDatabases("app");
      assertThat(capture(settings).warnings()).singleElement().asString().contains("fsync-lock");
      assertThat(capture(settings.withFsyncLock()).consistency())
          .isInstanceOf(Consistency.Locked.class);
      assertThat(capture(settings.withFsyncLock()).warnings()).isEmpty();
      Thread captor = Thread.currentThread();
      Thread interrupter =
          Thread.ofPlatform()
              .start(
                  () -> {
                    try {
                      Thread.sleep(Duration.ofSeconds(2));
                    } catch (InterruptedException e) {
                      throw new AssertionError(e);
                    }
                    captor.interrupt();
                  });
      Problem problem = problem(settings.withFsyncLock().withBytesPerSecond(200_000));
      assertThat(Thread.interrupted()).isTrue();
      interrupter.join();
      assertThat(problem.code()).isEqualTo(Code.INTERRUPTED);
      database.getCollection("c0").insertOne(new Document("written", true));
      client.getDatabase("admin").runCommand(new Document("fsync", 1).append("lock", true));
      assertThat(capture(settings).warnings()).anyMatch(warning -> warning.contains("fsyncUnlock"));
      client.getDatabase("admin").runCommand(new Document("fsyncUnlock", 1));
    }
  }

  @Test
  void namesThatAreNotThere() {
    try (var server = MongodFixture.own(ThrowawayMongod.replicaSet(1));
        var client = MongoClients.create(server.uri())) {
      client.getDatabase("shop").getCollection("orders").insertOne(new Document());
      var settings = MongoSettings.of(server.uri());
      Problem database = problem(settings.withDatabases("shpo"));
      assertThat(database.code()).isEqualTo(Code.NAMESPACE_NOT_FOUND);
      assertThat(database.message()).isEqualTo("there is no database 'shpo'");
      assertThat(database.hints()).containsExactly("did you mean 'shop'?");
      Problem collection = problem(settings.withCollections("shop.order"));
      assertThat(collection.message()).isEqualTo("there is no collection 'shop.order'");
      assertThat(collection.hints()).containsExactly("did you mean 'shop.orders'?");
      client.getDatabase("shop").getCollection("orders").deleteMany(new Document());
      assertThat(capture(settings.withDatabases("shop")).missing()).isEmpty();
    }
  }
}
