package dev.lifeboat.source.mongo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.mongodb.WriteConcern;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.CreateCollectionOptions;
import com.mongodb.client.model.Updates;
import dev.lifeboat.problem.Code;
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
import java.util.function.Consumer;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Servers and connections that go away when all is read and brought to one moment, or while writes
 * are locked out.
 */
class LateOutageIT {
  private static final String DB = "app";
  private static final int COLLECTIONS = 3;
  private static final int DOCUMENTS = 1500;
  private static final String TEXT = "x".repeat(500);

  /** More than what isn't capped, so that it is reached when the capped collection is read. */
  private static final long ALL_BUT_CAPPED = COLLECTIONS * DOCUMENTS * 500L;

  @TempDir private Path scratch;

  @Test
  void anOutageWhileAllIsBroughtToOneMomentIsOutlasted() throws Exception {
    try (var server = MongodFixture.own(ThrowawayMongod.replicaSet(1));
        var client = MongoClients.create(server.uri());
        var wire = new FaultyWire(server.port(0), FaultyWire.Fault.CUT, 0)) {
      fill(client, true);
      isOneMoment(client, MongoSettings.of(wire.uri()).withDatabases(DB), () -> wire.fail(3));
      assertThat(wire.left()).as("connections that were to be cut").isZero();
      isOneMoment(
          client, MongoSettings.of(server.uri()).withDatabases(DB), () -> server.restart(0));
    }
  }

  @Test
  void thePrimaryMayStepDownThen() {
    try (var set = MongodFixture.own(ThrowawayMongod.replicaSet(3));
        var client = MongoClients.create(set.uri())) {
      fill(client, true);
      isOneMoment(
          client,
          MongoSettings.of(set.uri()).withDatabases(DB),
          () -> set.stepDown(Duration.ofSeconds(20)));
    }
  }

  @Test
  void aLockOutlastsACutConnection() throws Exception {
    try (var server = MongodFixture.own(ThrowawayMongod.standalone());
        var client = MongoClients.create(server.uri());
        var wire = new FaultyWire(server.port(0), FaultyWire.Fault.CUT, 2)) {
      fill(client, false);
      Map<String, Fingerprint> before = Contents.fingerprints(database(client));
      Capture capture = capture(locked(wire.uri()), () -> {});
      assertThat(wire.left()).isZero();
      assertThat(capture.missing()).isEmpty();
      assertThat(capture.consistency()).isInstanceOf(Consistency.Locked.class);
      assertThat(states(capture)).isEqualTo(before);
      assertWritable(client);

      wire.fail(Integer.MAX_VALUE);
      assertThat(problems(locked(wire.uri()), () -> {}))
          .first()
          .asString()
          .contains(Code.MONGO_UNREACHABLE.toString());
      assertWritable(client);
    }
  }

  @Test
  void aLockDoesNotOutlastARestartAndNobodyPretendsItDid() {
    try (var server = MongodFixture.own(ThrowawayMongod.standalone());
        var client = MongoClients.create(server.uri())) {
      fill(client, false);
      assertThat(
              problems(
                  locked(server.uri()),
                  () -> {
                    server.kill9(0);
                    server.restart(0);
                  }))
          .first()
          .asString()
          .contains(Code.MONGO_UNREACHABLE.toString(), "was started again");
      assertWritable(client);
    }
  }

  private static MongoSettings locked(String uri) {
    return MongoSettings.of(uri).withDatabases(DB).withFsyncLock();
  }

  private static void assertWritable(MongoClient client) {
    Document operations =
        client
            .getDatabase("admin")
            .runCommand(new Document("currentOp", 1).append("$ownOps", true));
    assertThat(operations.get("fsyncLock")).as("a lock is left").isNull();
    database(client).getCollection("c0").insertOne(new Document("written", true));
  }

  private List<String> problems(MongoSettings settings, Runnable outage) {
    return catchThrowableOfType(ProblemException.class, () -> capture(settings, outage))
        .problems()
        .stream()
        .map(problem -> problem.code() + " " + problem.message())
        .toList();
  }

  private void isOneMoment(MongoClient client, MongoSettings settings, Runnable outage) {
    Capture capture = capture(settings, outage, client);
    assertThat(capture.missing()).isEmpty();
    assertThat(capture.consistency()).isInstanceOf(Consistency.ClusterTime.class);
    assertThat(states(capture)).isEqualTo(Contents.fingerprints(database(client)));
  }

  private static void fill(MongoClient client, boolean capped) {
    for (int c = 0; c < COLLECTIONS; c++) {
      database(client).getCollection("c" + c).insertMany(documents(DOCUMENTS));
    }
    if (capped) {
      database(client)
          .createCollection(
              "log", new CreateCollectionOptions().capped(true).sizeInBytes(10_000_000));
      database(client).getCollection("log").insertMany(documents(300));
    }
  }

  private static List<Document> documents(int count) {
    List<Document> documents = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      documents.add(new Document("_id", i).append("n", i).append("text", TEXT));
    }
    return documents;
  }

  private static MongoDatabase database(MongoClient client) {
    return client.getDatabase(DB);
  }

  private static Map<String, Fingerprint> states(Capture capture) {
    Map<String, Fingerprint> states = new TreeMap<>();
    capture
        .items()
        .forEach(
            item -> states.put(item.name().substring(DB.length() + 1), item.state().orElseThrow()));
    return states;
  }

  /** The outage comes with the first documents. */
  private Capture capture(MongoSettings settings, Runnable outage) {
    return capture(settings, read -> run(read.first(), outage));
  }

  /** Every document is changed meanwhile; the outage comes with those of the capped collection. */
  private Capture capture(MongoSettings settings, Runnable outage, MongoClient client) {
    return capture(
        settings,
        read -> {
          run(
              read.first(),
              () -> {
                for (int c = 0; c < COLLECTIONS; c++) {
                  database(client)
                      .getCollection("c" + c)
                      .withWriteConcern(WriteConcern.MAJORITY)
                      .updateMany(new Document(), Updates.inc("n", 1));
                }
              });
          run(read.reaches(ALL_BUT_CAPPED), outage);
        });
  }

  private static void run(boolean now, Runnable what) {
    if (now) {
      what.run();
    }
  }

  /** How much was read before, and with the newest documents. */
  private record Read(long before, long now) {
    boolean first() {
      return before == 0;
    }

    boolean reaches(long bytes) {
      return before < bytes && now >= bytes;
    }
  }

  private Capture capture(MongoSettings settings, Consumer<Read> meanwhile) {
    Progress progress =
        new Progress() {
          @Override
          public Phase start(String name, long total, Unit unit) {
            return new Phase() {
              private long read;

              @Override
              public synchronized void advance(long units) {
                Read step = new Read(read, read + units);
                read += units;
                meanwhile.accept(step);
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
