package dev.lifeboat.source.mongo;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoClients;
import dev.lifeboat.sandbox.MongodFixture;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * A few moments of a database that many write to; {@code bench/moments} has as many as one likes.
 */
class ForwardSoakIT {
  @RegisterExtension static final MongodFixture MONGO = MongodFixture.replicaSet(1);

  @TempDir private Path scratch;

  @Test
  void everyMomentIsExactlyAsItWas() throws Exception {
    try (var client = MongoClients.create(MONGO.uri());
        var nowhere = new PrintStream(OutputStream.nullOutputStream())) {
      var soak = new ForwardSoak(client, new RestoreBench(MONGO.uri(), scratch), 1, nowhere);
      assertThat(soak.run(MONGO.databaseName(), 4, 2)).isEmpty();
    }
  }
}
