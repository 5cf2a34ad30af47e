package dev.lifeboat.source.mongo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoDatabase;
import dev.lifeboat.problem.ProblemException;
import dev.lifeboat.progress.Progress;
import dev.lifeboat.sandbox.MongodFixture;
import dev.lifeboat.sandbox.ThrowawayMongod;
import dev.lifeboat.source.CapturedStreams;
import dev.lifeboat.source.RestoreDestination;
import dev.lifeboat.source.RestoreRequest;
import dev.lifeboat.source.RestoreSelection;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Journals of other stacks, of other versions, and of restores that can't be taken back any more.
 */
class RestoreJournalIT {
  @TempDir Path scratch;

  @Test
  void anUndoTakesBackNothingOfAnotherStack() {
    try (ThrowawayMongod mongod = MongodFixture.own(ThrowawayMongod.replicaSet(1));
        MongoClient client = MongoClients.create(mongod.uri())) {
      restoreOnce(mongod, client, "one", "first", Duration.ofDays(1));
      restoreOnce(mongod, client, "two", "second", Duration.ofDays(1));
      try (MongoTarget target = target(mongod, "one", "first")) {
        var plan = target.planUndo().orElseThrow();
        var undone = target.undo(plan, Progress.silent());
        assertThat(undone.items()).contains("one.things").doesNotContain("two.things");
      }
      assertThat(count(client, "one")).isEqualTo(2);
      assertThat(count(client, "two")).isEqualTo(1);
    }
  }

  @Test
  void aRestoreBeforeOneThatExpiredIsNotTakenBack() throws Exception {
    try (ThrowawayMongod mongod = MongodFixture.own(ThrowawayMongod.replicaSet(1));
        MongoClient client = MongoClients.create(mongod.uri())) {
      restoreOnce(mongod, client, "one", "first", Duration.ofDays(1));
      restoreOnce(mongod, client, "one", "first", Duration.ofSeconds(1));
      Thread.sleep(1500);
      try (MongoTarget target = target(mongod, "one", "first")) {
        assertThat(target.planUndo()).isEmpty();
        assertThat(target.recover(Progress.silent())).isNotEmpty();
        assertThat(target.planUndo()).isEmpty();
      }
      assertThat(count(client, "one")).isEqualTo(1);
    }
  }

  @Test
  void aJournalOfAnotherVersionIsNamed() {
    try (ThrowawayMongod mongod = MongodFixture.own(ThrowawayMongod.replicaSet(1));
        MongoClient client = MongoClients.create(mongod.uri())) {
      client
          .getDatabase("zz")
          .getCollection(StagedNames.JOURNAL)
          .insertOne(new Document("_id", "restore/abcdef").append("format", 2));
      try (MongoTarget target = target(mongod, "one", "first")) {
        assertThatThrownBy(() -> target.recover(Progress.silent()))
            .isInstanceOf(ProblemException.class)
            .hasMessageContaining("'zz.__lifeboat.journal' holds 'restore/abcdef'");
      }
    }
  }

  private void restoreOnce(
      ThrowawayMongod mongod, MongoClient client, String database, String stack, Duration keep) {
    MongoDatabase data = client.getDatabase(database);
    data.getCollection("things").drop();
    data.getCollection("things").insertOne(new Document("_id", 1));
    CapturedStreams backup = new RestoreBench(mongod.uri(), scratch).capture(database);
    data.getCollection("things").insertOne(new Document("_id", 2));
    var request =
        new RestoreRequest(
            new RestoreDestination.Staged(), RestoreSelection.ALL, false, false, false, keep);
    try (MongoTarget target = target(mongod, database, stack)) {
      var _ = target.restore(target.plan(backup, request), backup, Progress.silent());
    }
  }

  private static MongoTarget target(ThrowawayMongod mongod, String database, String stack) {
    return MongoTarget.open(
        MongoSettings.of(mongod.uri()).withDatabases(database), stack, InstantSource.system());
  }

  private static long count(MongoClient client, String database) {
    return client.getDatabase(database).getCollection("things").countDocuments();
  }
}
