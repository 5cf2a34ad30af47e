package dev.lifeboat.source.mongo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeboat.sandbox.MongodFixture;
import dev.lifeboat.source.ItemProof;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Everything that can be in a database comes back as it was, and goes again by undo. */
class RestoreRoundTripIT {
  @RegisterExtension static final MongodFixture MONGO = MongodFixture.replicaSet(1);

  @TempDir private Path scratch;
  private RestoreBench bench;

  @BeforeEach
  void fill() {
    bench = new RestoreBench(MONGO.uri(), scratch);
    RestoreSample.fill(MONGO.database());
  }

  @AfterEach
  void drop() {
    MONGO.database().drop();
  }

  @Test
  void aLostDatabaseComesBack() {
    var backup = bench.capture(MONGO.databaseName());
    MONGO.database().drop();
    var result = bench.restore(backup, RestoreBench.PLAIN);
    assertThat(result.proof()).hasSameSizeAs(backup.items()).allMatch(ItemProof::holds);
    assertThat(result.keptUntil()).as("nothing was there to keep").isEmpty();
    assertThat(result.phases()).extracting("name").contains("load", "index and prove", "swap");
    assertThat(RestoreBench.states(bench.capture(MONGO.databaseName())))
        .isEqualTo(RestoreBench.states(backup));
    assertThat(own()).containsExactly(StagedNames.JOURNAL);
  }

  @Test
  void aChangedDatabaseComesBackAndGoesAgain() {
    var backup = bench.capture(MONGO.databaseName());
    change();
    var changed = RestoreBench.states(bench.capture(MONGO.databaseName()));

    var result = bench.restore(backup, RestoreBench.PLAIN);
    assertThat(result.keptUntil()).isPresent();
    var restored = RestoreBench.states(bench.capture(MONGO.databaseName()));
    assertThat(restored).containsAllEntriesOf(RestoreBench.states(backup)).containsKey(name("new"));

    bench.undo();
    assertThat(RestoreBench.states(bench.capture(MONGO.databaseName()))).isEqualTo(changed);
  }

  @Test
  void anExactRestoreSetsAsideWhatTheBackupLacks() {
    var backup = bench.capture(MONGO.databaseName());
    change();
    var changed = RestoreBench.states(bench.capture(MONGO.databaseName()));
    bench.restore(backup, RestoreBench.EXACT);
    assertThat(RestoreBench.states(bench.capture(MONGO.databaseName())))
        .isEqualTo(RestoreBench.states(backup));
    bench.undo();
    assertThat(RestoreBench.states(bench.capture(MONGO.databaseName()))).isEqualTo(changed);
  }

  @Test
  void theOrderOfACappedCollectionComesBack() {
    var backup =
        bench.withLocalRead(bench.capture(MONGO.databaseName()), MONGO.databaseName(), "log");
    var before = log();
    MONGO.database().drop();
    bench.restore(backup, RestoreBench.PLAIN);
    assertThat(log()).isEqualTo(before).hasSize(500);
  }

  private static List<Integer> log() {
    return MONGO
        .database()
        .getCollection("log")
        .find()
        .map(document -> document.getInteger("n"))
        .into(new ArrayList<>());
  }

  @Test
  void whatExpiresDoesSoAgain() {
    var backup = bench.capture(MONGO.databaseName());
    bench.restore(backup, RestoreBench.PLAIN);
    assertThat(expiry("sessions")).containsExactly(3600L);
    assertThat(keptExpiry()).as("the kept data waits").containsOnly((long) Integer.MAX_VALUE);
    bench.undo();
    assertThat(expiry("sessions")).containsExactly(3600L);
  }

  private static String name(String collection) {
    return MONGO.databaseName() + "." + collection;
  }

  private static void change() {
    var database = MONGO.database();
    database.getCollection("messages").deleteMany(new Document("chat", 1));
    database.getCollection("series").insertOne(new Document("t", Instant.now()).append("m", 1));
    database.getCollection("loud").drop();
    database.getCollection("big").drop();
    database.getCollection("system.js").insertOne(new Document("_id", "g").append("value", 2));
    database.getCollection("new").insertOne(new Document("_id", 1));
    database.createView("new view", "new", List.of());
  }

  private static List<Long> expiry(String collection) {
    var found = new ArrayList<Long>();
    for (Document index : MONGO.database().getCollection(collection).listIndexes()) {
      if (index.containsKey("expireAfterSeconds")) {
        found.add(((Number) index.get("expireAfterSeconds")).longValue());
      }
    }
    return found;
  }

  private static List<Long> keptExpiry() {
    return own().stream()
        .filter(name -> name.startsWith("__lifeboat.k"))
        .flatMap(name -> expiry(name).stream())
        .toList();
  }

  private static List<String> own() {
    return MONGO.database().listCollectionNames().into(new ArrayList<>()).stream()
        .filter(StagedNames::isOwn)
        .toList();
  }
}
