package dev.lifeboat.source.mongo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeboat.sandbox.MongodFixture;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A standalone server and a set of three are restored to as a set of one is. */
class RestoreOtherTopologiesIT {
  @RegisterExtension static final MongodFixture ALONE = MongodFixture.standalone();
  @RegisterExtension static final MongodFixture THREE = MongodFixture.replicaSet(3);

  @TempDir private Path scratch;

  @Test
  void aStandaloneServer() {
    roundTrip(ALONE);
  }

  @Test
  void aSetOfThree() {
    roundTrip(THREE);
  }

  private void roundTrip(MongodFixture mongo) {
    var bench = new RestoreBench(mongo.uri(), scratch);
    var name = mongo.databaseName();
    RestoreSample.fill(mongo.database());
    var backup = bench.capture(name);
    RestoreSample.spoil(mongo.database());
    var spoilt = RestoreBench.states(bench.capture(name));
    bench.restore(backup, RestoreBench.PLAIN);
    assertThat(RestoreBench.states(bench.capture(name))).isEqualTo(RestoreBench.states(backup));
    bench.undo();
    assertThat(RestoreBench.states(bench.capture(name))).isEqualTo(spoilt);
    mongo.database().drop();
  }
}
