package dev.lifeboat.source.mongo;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoCollection;
import dev.lifeboat.process.ChildProcess;
import dev.lifeboat.process.Command;
import dev.lifeboat.sandbox.MongodFixture;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** What a killed process locked, the next one unlocks. */
class MongoLockIT {
  @RegisterExtension static final MongodFixture MONGO = MongodFixture.replicaSet(1);

  @TempDir private Path folder;

  @Test
  void theNextRunUnlocksWhatAKilledOneLocked() throws Exception {
    Path state = folder.resolve("state");
    MongoSettings settings = MongoSettings.of(MONGO.uri());
    killedWithTheLock();
    assertThat(isLocked()).isTrue();

    assertThat(MongoLock.settle(() -> settings, state))
        .containsExactly("unlocked writes to MongoDB, which a killed backup had locked out");

    assertThat(isLocked()).isFalse();
    MongoCollection<Document> written = MONGO.database().getCollection("written");
    written.insertOne(new Document("_id", 1));
    assertThat(written.countDocuments()).isOne();
    assertThat(MongoLock.settle(() -> settings, state)).as("once").isEmpty();
  }

  @Test
  void leavesALockAloneThatSomebodyTookAfterARestart() throws Exception {
    killedWithTheLock();
    MONGO.server().kill9(0);
    MONGO.server().restart(0);
    MONGO.client().getDatabase("admin").runCommand(new Document("fsync", 1).append("lock", true));
    try {
      MongoSettings settings = MongoSettings.of(MONGO.uri());
      assertThat(MongoLock.settle(() -> settings, folder.resolve("state"))).isEmpty();
      assertThat(isLocked()).isTrue();
    } finally {
      MONGO.client().getDatabase("admin").runCommand(new Document("fsyncUnlock", 1));
    }
  }

  private static boolean isLocked() {
    return MONGO
        .client()
        .getDatabase("admin")
        .runCommand(new Document("currentOp", 1))
        .getBoolean("fsyncLock", false);
  }

  private void killedWithTheLock() throws Exception {
    Path log = folder.resolve("jvm.log");
    List<String> words =
        List.of(
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            MongoLockJvm.class.getName(),
            MONGO.uri(),
            folder.toString());
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    try (ChildProcess jvm = Command.of(java).with(words).withLog(log).start()) {
      long end = System.nanoTime() + Duration.ofMinutes(2).toNanos();
      while (!Files.exists(folder.resolve(MongoLockJvm.LOCKED))) {
        assertThat(jvm.isAlive() && System.nanoTime() < end)
            .as(Files.exists(log) ? Files.readString(log) : "")
            .isTrue();
        Thread.sleep(20);
      }
      ProcessHandle process = ProcessHandle.of(jvm.pid()).orElseThrow();
      assertThat(process.destroyForcibly()).isTrue();
      var _ = process.onExit().join();
    }
  }
}
