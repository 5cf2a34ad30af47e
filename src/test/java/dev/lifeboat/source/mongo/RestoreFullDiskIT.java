package dev.lifeboat.source.mongo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.mongodb.MongoException;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.model.Updates;
import dev.lifeboat.problem.Code;
import dev.lifeboat.problem.ProblemException;
import dev.lifeboat.process.ChildProcess;
import dev.lifeboat.process.Command;
import dev.lifeboat.progress.Progress;
import dev.lifeboat.sandbox.MongodFixture;
import dev.lifeboat.source.RecordedStreams;
import dev.lifeboat.storage.local.SmallDisk;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.bson.Document;
import org.bson.types.Binary;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A disk of the database that fills up while a restore is staged: mongod doesn't survive that. */
class RestoreFullDiskIT {
  private static final String DB = "app";

  @TempDir private Path folder;
  @TempDir private Path scratch;
  @TempDir private Path logs;

  @Test
  void theDataIsAsItWasOnceThereIsRoomAgain() throws Exception {
    try (SmallDisk disk = SmallDisk.mountOrSkip(folder, 120)) {
      int port = freePort();
      String uri = "mongodb://127.0.0.1:%d/?directConnection=true".formatted(port);
      // Nobody starts the server again meanwhile.
      var bench = new RestoreBench(uri + "&serverSelectionTimeoutMS=3000", scratch);
      Map<String, String> wrong;
      Path ballast;
      try (var _ = mongod(port);
          var client = MongoClients.create(uri)) {
        fill(client);
        RecordedStreams backup = bench.capture(DB);
        client.getDatabase(DB).getCollection("c0").deleteMany(new Document());
        client.getDatabase(DB).getCollection("c1").drop();
        wrong = RestoreBench.states(bench.capture(DB));
        ballast = fillUp(disk, bench, client, backup);
      }
      Files.delete(ballast);
      try (var _ = mongod(port);
          var client = MongoClients.create(uri)) {
        var _ = client.getDatabase(DB).runCommand(new Document("ping", 1));
        // This JVM has restored, and lives; a person's command would have ended.
        client
            .getDatabase(DB)
            .getCollection(StagedNames.JOURNAL)
            .updateMany(new Document(), Updates.set("owner.started", 1L));
        assertThat(bench.recover()).singleElement().asString().contains("as it was before");
        assertThat(RestoreBench.states(bench.capture(DB))).isEqualTo(wrong);
        assertThat(client.getDatabase(DB).listCollectionNames().into(new ArrayList<>()))
            .noneMatch(StagedNames::isOwn);
      }
    }
  }

  /** Restores, and fills the disk when all is loaded; gives what fills it. */
  private static Path fillUp(
      SmallDisk disk, RestoreBench bench, MongoClient client, RecordedStreams backup) {
    List<Path> ballast = new ArrayList<>();
    RestorePoint.Hook hook =
        (point, id) -> {
          if (point == RestorePoint.LOADED) {
            ballast.add(fill(disk));
            // The server now writes what it has in memory, as it does every minute.
            try {
              var _ = client.getDatabase("admin").runCommand(new Document("fsync", 1));
            } catch (MongoException e) {
              // The server is gone, which the restore finds out, too.
            }
          }
        };
    try (var target = bench.target(hook)) {
      var plan = target.plan(backup, RestoreBench.PLAIN);
      var failure =
          catchThrowableOfType(
              ProblemException.class, () -> target.restore(plan, backup, Progress.silent()));
      assertThat(failure.problems().getFirst().code())
          .as(failure.getMessage())
          .isEqualTo(Code.MONGO_UNREACHABLE);
    }
    return ballast.getFirst();
  }

  private static Path fill(SmallDisk disk) {
    try {
      return disk.fill();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private ChildProcess mongod(int port) throws IOException {
    return Command.of(MongodFixture.binary().path().toString())
        .with("--dbpath", folder.toString(), "--bind_ip", "127.0.0.1", "--nounixsocket")
        .with("--port", String.valueOf(port), "--wiredTigerCacheSizeGB", "0.25")
        .with("--wiredTigerEngineConfigString", "log=(file_max=4MB,prealloc=false)")
        .withLog(Files.createTempFile(logs, "mongod", ".log"))
        .start();
  }

  private static void fill(MongoClient client) {
    Random random = new Random(7);
    for (int c = 0; c < 2; c++) {
      List<Document> documents = new ArrayList<>();
      for (int i = 0; i < 400; i++) {
        byte[] noise = new byte[20_000];
        random.nextBytes(noise);
        documents.add(new Document("_id", i).append("noise", new Binary(noise)));
      }
      client.getDatabase(DB).getCollection("c" + c).insertMany(documents);
    }
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
