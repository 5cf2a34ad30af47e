package dev.lifeboat.source.mongo;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.WriteConcern;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoDatabase;
import dev.lifeboat.progress.Progress;
import dev.lifeboat.sandbox.MongodFixture;
import dev.lifeboat.source.Capture;
import dev.lifeboat.source.Consistency;
import dev.lifeboat.source.RecordingSink;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A capture that leaves the primary of a set of three alone. */
class SecondaryIT {
  @RegisterExtension static final MongodFixture mongo = MongodFixture.replicaSet(3);

  @TempDir private Path scratch;

  @Test
  void theMemberThatIsReadIsASecondary() {
    MongoDatabase database = mongo.database().withWriteConcern(new WriteConcern(3));
    database
        .getCollection("orders")
        .insertMany(IntStream.range(0, 5000).mapToObj(i -> new Document("n", i)).toList());
    for (MongoSettings settings :
        List.of(
            MongoSettings.of(mongo.uri()).withReadPreference("secondary"),
            MongoSettings.of(mongo.uri() + "&readPreference=secondary"))) {
      var before = reads();
      Capture capture = capture(settings.withDatabases(mongo.databaseName()));
      var after = reads();

      String primary = address(mongo.server().primary());
      String member = String.valueOf(capture.details().get("member"));
      assertThat(member).isNotEqualTo(primary);
      assertThat(after).containsKeys(primary, member);
      assertThat(after.getOrDefault(primary, 0)).isEqualTo(before.getOrDefault(primary, 0));
      assertThat(after.getOrDefault(member, 0)).isGreaterThan(before.getOrDefault(member, 0));
      assertThat(capture.consistency()).isInstanceOf(Consistency.ClusterTime.class);
      assertThat(capture.missing()).isEmpty();
      assertThat(capture.items())
          .singleElement()
          .satisfies(
              item ->
                  assertThat(item.state())
                      .contains(Contents.fingerprint(database.getCollection("orders"))));
    }
  }

  private Capture capture(MongoSettings settings) {
    try (var source = MongoSource.open(settings, InstantSource.system(), scratch)) {
      return source.capture(new RecordingSink(), Progress.silent());
    }
  }

  /** How often each member was asked for the collection's documents. */
  private static Map<String, Integer> reads() {
    var reads = new TreeMap<String, Integer>();
    for (int node = 0; node < 3; node++) {
      try (var client = MongoClients.create(mongo.server().uri(node))) {
        Document collection =
            client
                .getDatabase("admin")
                .runCommand(new Document("top", 1))
                .get("totals", Document.class)
                .get(mongo.databaseName() + ".orders", new Document());
        reads.put(address(node), count(collection, "queries") + count(collection, "getmore"));
      }
    }
    return reads;
  }

  private static int count(Document collection, String kind) {
    return collection.get(kind, new Document("count", 0)).getInteger("count");
  }

  private static String address(int node) {
    return "127.0.0.1:" + mongo.server().port(node);
  }
}
