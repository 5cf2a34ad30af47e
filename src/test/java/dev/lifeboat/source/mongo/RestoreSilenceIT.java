package dev.lifeboat.source.mongo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.ConnectionString;
import com.mongodb.ServerAddress;
import com.mongodb.client.model.Indexes;
import dev.lifeboat.problem.Code;
import dev.lifeboat.problem.ProblemException;
import dev.lifeboat.sandbox.MongodFixture;
import dev.lifeboat.source.ItemProof;
import dev.lifeboat.source.mongo.SilentWire.Silence;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.bson.Document;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A server that says nothing any more, and one that takes long for one command. */
class RestoreSilenceIT {
  @RegisterExtension static final MongodFixture MONGO = MongodFixture.replicaSet(1);
  private static final String QUICK = "&socketTimeoutMS=4000&serverSelectionTimeoutMS=4000";
  private static final String SLOW = "createIndexes";

  @TempDir private Path scratch;
  private RestoreBench bench;

  @BeforeEach
  void fill() {
    bench = new RestoreBench(MONGO.uri(), scratch);
    MONGO.database().drop();
    var orders = MONGO.database().getCollection("orders");
    orders.insertMany(IntStream.range(0, 100).mapToObj(i -> new Document("_id", i)).toList());
    orders.createIndex(Indexes.ascending("a"));
  }

  @Test
  @Timeout(120)
  void aServerThatHangsEndsTheRestoreWithoutTouchingAnything() throws Exception {
    var backup = bench.capture(MONGO.databaseName());
    MONGO.database().getCollection("orders").deleteOne(new Document("_id", 7));
    try (var wire = new SilentWire(port(), SLOW, Silence.EVERYBODY, 0)) {
      var through = new RestoreBench(wire.uri() + QUICK, scratch);
      assertThatThrownBy(() -> through.restore(backup, RestoreBench.PLAIN))
          .isInstanceOfSatisfying(
              ProblemException.class,
              e -> assertThat(e.problems().getFirst().code()).isEqualTo(Code.MONGO_UNREACHABLE));
      assertThat(wire.isSilent()).isTrue();
    }
    assertThat(MONGO.database().getCollection("orders").countDocuments()).isEqualTo(99);
  }

  @Test
  @Timeout(120)
  void aCommandMayTakeLongerThanAServerMayBeSilent() throws Exception {
    var backup = bench.capture(MONGO.databaseName());
    try (var wire = new SilentWire(port(), SLOW, Silence.THAT_CONNECTION, 3)) {
      var through = new RestoreBench(wire.uri() + QUICK, scratch);
      List<ItemProof> proof = through.restore(backup, RestoreBench.PLAIN).proof();
      assertThat(proof).hasSize(1).allMatch(ItemProof::holds);
      assertThat(wire.isSilent()).isTrue();
    }
  }

  private static int port() {
    var host = new ConnectionString(MONGO.uri()).getHosts().getFirst();
    return new ServerAddress(host).getPort();
  }
}
