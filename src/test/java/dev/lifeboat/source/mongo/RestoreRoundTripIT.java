package dev.lifeboat.source.mongo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeboat.progress.Progress;
import dev.lifeboat.sandbox.MongodFixture;
import dev.lifeboat.source.Item;
import dev.lifeboat.source.ItemProof;
import dev.lifeboat.source.RecordedStreams;
import dev.lifeboat.source.RestoreDestination;
import dev.lifeboat.source.RestoreRequest;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.bson.Document;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Everything that can be in a database comes back as it was. */
class RestoreRoundTripIT {
  @RegisterExtension static final MongodFixture MONGO = MongodFixture.replicaSet(1);

  private static final RestoreRequest REQUEST =
      new RestoreRequest(new RestoreDestination.Staged(), false, false, false, Duration.ofDays(7));

  @TempDir private Path scratch;

  @BeforeEach
  void fill() {
    RestoreSample.fill(MONGO.database());
  }

  @Test
  void aLostDatabaseComesBack() {
    var backup = capture();
    MONGO.database().drop();
    restore(backup);
    assertThat(states(capture())).isEqualTo(states(backup));
    assertThat(names())
        .noneMatch(name -> name.startsWith("__lifeboat.") && !name.endsWith("journal"));
  }

  @Test
  void aChangedDatabaseComesBack() {
    var backup = capture();
    MONGO.database().getCollection("messages").deleteMany(new Document());
    MONGO.database().getCollection("series").insertOne(new Document("t", new java.util.Date()));
    MONGO.database().getCollection("loud").drop();
    restore(backup);
    assertThat(states(capture())).isEqualTo(states(backup));
  }

  private RecordedStreams capture() {
    try (var source =
        MongoSource.open(
            MongoSettings.of(MONGO.uri()).withDatabases(MONGO.databaseName()),
            InstantSource.system(),
            scratch)) {
      return RecordedStreams.of(source);
    }
  }

  private void restore(RecordedStreams backup) {
    try (var target = MongoTarget.open(MongoSettings.of(MONGO.uri()), InstantSource.system())) {
      var plan = target.plan(backup, REQUEST);
      assertThat(plan.refusals()).isEmpty();
      var result = target.restore(plan, backup, Progress.silent());
      assertThat(result.proof()).allMatch(ItemProof::holds);
    }
  }

  private static List<String> states(RecordedStreams backup) {
    return backup.items().stream().map(RestoreRoundTripIT::state).toList();
  }

  private static String state(Item item) {
    return item.name() + " " + item.kind() + " " + item.state() + " " + item.indexes();
  }

  private static List<String> names() {
    return MONGO.database().listCollectionNames().into(new ArrayList<>());
  }
}
