package dev.lifeboat.source.mongo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.mongodb.WriteConcern;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Updates;
import dev.lifeboat.problem.Code;
import dev.lifeboat.problem.Problem;
import dev.lifeboat.problem.ProblemException;
import dev.lifeboat.progress.Progress;
import dev.lifeboat.sandbox.MongodFixture;
import dev.lifeboat.sandbox.ThrowawayMongod;
import dev.lifeboat.source.Capture;
import dev.lifeboat.source.Consistency;
import dev.lifeboat.source.Fingerprint;
import dev.lifeboat.source.RecordingSink;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Servers and connections that go away while a backup reads. */
class OutageIT {
  private static final String DB = "app";

  @TempDir private Path scratch;

  @Test
  void thePrimaryStepsDownOrIsKilled() {
    try (var set = MongodFixture.own(ThrowawayMongod.replicaSet(3));
        var client = MongoClients.create(set.uri())) {
      var settings = MongoSettings.of(set.uri()).withDatabases(DB);
      fill(client);
      isOneMoment(client, settings, () -> set.stepDown(Duration.ofSeconds(20)));
      isOneMoment(client, settings, () -> set.kill9(set.primary()));
    }
  }

  @Test
  void theOnlyServerIsStartedAgain() {
    try (var server = MongodFixture.own(ThrowawayMongod.replicaSet(1));
        var client = MongoClients.create(server.uri())) {
      var settings = MongoSettings.of(server.uri()).withDatabases(DB);
      fill(client);
      isOneMoment(client, settings, () -> server.restart(0));
      isOneMoment(
          client,
          settings,
          () -> {
            server.kill9(0);
            server.restart(0);
          });
    }
  }

  @Test
  void aConnectionThatIsCutNowAndThenIsMadeAgain() throws Exception {
    try (var server = MongodFixture.own(ThrowawayMongod.replicaSet(1));
        var client = MongoClients.create(server.uri());
        var wire = new FaultyWire(server.port(0), FaultyWire.Fault.CUT, 3)) {
      fill(client);
      isOneMoment(client, MongoSettings.of(wire.uri()).withDatabases(DB), () -> {});
      assertThat(wire.left()).isZero();
    }
  }

  @Test
  void aConnectionThatIsCutAgainAndAgainIsAFailure() throws Exception {
    try (var server = MongodFixture.own(ThrowawayMongod.standalone());
        var client = MongoClients.create(server.uri());
        var wire = new FaultyWire(server.port(0), FaultyWire.Fault.CUT, Integer.MAX_VALUE)) {
      fill(client);
      Problem problem = problem(MongoSettings.of(wire.uri()).withDatabases(DB));
      assertThat(problem.code()).isEqualTo(Code.MONGO_UNREACHABLE);
      assertThat(problem.message()).contains("the connection to").contains("was lost");
    }
  }

  @Test
  void aConnectionThatStallsIsGivenUp() throws Exception {
    try (var server = MongodFixture.own(ThrowawayMongod.replicaSet(1));
        var client = MongoClients.create(server.uri());
        var wire = new FaultyWire(server.port(0), FaultyWire.Fault.STALL, 1)) {
      fill(client);
      var settings = MongoSettings.of(wire.uri() + "&socketTimeoutMS=3000").withDatabases(DB);
      isOneMoment(client, settings, () -> {});
      assertThat(wire.left()).isZero();
      try (var connection = MongoConnection.toRead(MongoSettings.of(server.uri()))) {
        assertThat(readTimeout(connection)).isBetween(1, 300);
      }
    }
  }

  private static int readTimeout(MongoConnection connection) {
    return connection.clientSettings().getSocketSettings().getReadTimeout(TimeUnit.SECONDS);
  }

  /** Whatever happens during the backup, it has all that was there, before or after a change. */
  private void isOneMoment(MongoClient client, MongoSettings settings, Runnable outage) {
    Map<String, Fingerprint> before = Contents.fingerprints(database(client));
    var done = new AtomicBoolean();
    Capture capture =
        capture(
            settings,
            () -> {
              if (done.compareAndSet(false, true)) {
                outage.run();
                for (String name : before.keySet()) {
                  database(client)
                      .getCollection(name)
                      .withWriteConcern(WriteConcern.MAJORITY)
                      .updateMany(new Document(), Updates.inc("n", 1));
                }
              }
            });
    assertThat(done).isTrue();
    assertThat(capture.missing()).isEmpty();
    assertThat(capture.consistency()).isInstanceOf(Consistency.ClusterTime.class);
    assertThat(states(capture)).isIn(before, Contents.fingerprints(database(client)));
  }

  private static void fill(MongoClient client) {
    for (int c = 0; c < 4; c++) {
      List<Document> documents = new ArrayList<>();
      for (int i = 0; i < 2000; i++) {
        documents.add(new Document("_id", i).append("n", i).append("text", "x".repeat(500)));
      }
      database(client).getCollection("c" + c).insertMany(documents);
    }
  }

  private static MongoDatabase database(MongoClient client) {
    return client.getDatabase(DB);
  }

  private Problem problem(MongoSettings settings) {
    return catchThrowableOfType(ProblemException.class, () -> capture(settings, () -> {}))
        .problems()
        .getFirst();
  }

  private static Map<String, Fingerprint> states(Capture capture) {
    Map<String, Fingerprint> states = new TreeMap<>();
    capture
        .items()
        .forEach(
            item -> states.put(item.name().substring(DB.length() + 1), item.state().orElseThrow()));
    return states;
  }

  /** {@code outage} is told whenever documents came. */
  private Capture capture(MongoSettings settings, Runnable outage) {
    Progress progress =
        new Progress() {
          @Override
          public Phase start(String name, long total, Unit unit) {
            return new Phase() {
              @Override
              public void advance(long units) {
                outage.run();
              }

              @Override
              public void close() {}
            };
          }

          @Override
          public void warn(String message) {}
        };
    try (var source = MongoSource.open(settings, InstantSource.system(), scratch)) {
      return source.capture(new RecordingSink(), progress);
    }
  }
}
