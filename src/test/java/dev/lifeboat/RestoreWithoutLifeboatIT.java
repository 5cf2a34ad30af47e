package dev.lifeboat;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.CreateCollectionOptions;
import com.mongodb.client.model.TimeSeriesOptions;
import dev.lifeboat.backup.BackupReport;
import dev.lifeboat.cli.BackupChoice;
import dev.lifeboat.cli.Conduct;
import dev.lifeboat.cli.Services;
import dev.lifeboat.progress.Interruption;
import dev.lifeboat.progress.Progress;
import dev.lifeboat.sandbox.MongodFixture;
import dev.lifeboat.setup.InitRequest;
import dev.lifeboat.source.Fingerprint;
import dev.lifeboat.source.FingerprintSum;
import dev.lifeboat.units.ByteSize;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.bson.BsonDateTime;
import org.bson.Document;
import org.bson.RawBsonDocument;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A backup is worth nothing if only one program can read it: here stock tools do it alone. */
class RestoreWithoutLifeboatIT {
  @RegisterExtension static final MongodFixture MONGO = MongodFixture.replicaSet(1);

  @TempDir Path folder;

  @Test
  void restoreShAndMongorestoreBringEverythingBack() throws Exception {
    require("mongorestore");
    MongoDatabase database = MONGO.database();
    fill(database);
    Map<String, Fingerprint> before = read(database);
    Map<String, List<Document>> indexes = indexes(database);
    backUp();
    database.drop();

    Path dump = folder.resolve("dump");
    run(
        Map.of("AGE_IDENTITY", folder.resolve("lifeboat.key").toString()),
        "sh",
        folder.resolve("repository/restore.sh").toString(),
        "latest",
        dump.toString());
    run(Map.of(), "mongorestore", "--uri", MONGO.uri(), "--dir", dump.toString());

    assertThat(read(database)).isEqualTo(before);
    assertThat(indexes(database)).isEqualTo(indexes);
    assertThat(database.getCollection("cheap").countDocuments())
        .isEqualTo(
            database
                .getCollection("orders")
                .countDocuments(new Document("price", new Document("$lt", 10))));
  }

  private void backUp() {
    Map<String, String> environment = Map.of("LIFEBOAT_STATE", folder.resolve("state").toString());
    Services app = new App(InstantSource.system(), environment, "test");
    Conduct conduct =
        new Conduct(folder.resolve("lifeboat.yaml"), Progress.silent(), Interruption.none());
    var _ =
        app.init(
            conduct,
            new InitRequest(
                conduct.config(),
                Optional.of("shop"),
                Optional.of(MONGO.uri()),
                List.of(MONGO.databaseName()),
                Optional.of(folder.resolve("repository").toString()),
                true));
    BackupReport report =
        app.backup(
            conduct,
            new BackupChoice(Optional.empty(), List.of(), false, Optional.of(ByteSize.of(0))));
    assertThat(report.missing()).isEmpty();
  }

  private static void fill(MongoDatabase database) {
    for (int i = 0; i < 500; i++) {
      database
          .getCollection("orders")
          .insertOne(new Document("_id", i).append("price", i % 50).append("text", "order " + i));
    }
    database.getCollection("orders").createIndex(new Document("price", 1).append("text", -1));
    database.createCollection("empty");
    database.createCollection("Grüße & ☂ %/ x");
    database
        .getCollection("Grüße & ☂ %/ x")
        .insertOne(new Document("_id", "é").append("at", new BsonDateTime(1)));
    database.createCollection(
        "log", new CreateCollectionOptions().capped(true).sizeInBytes(1 << 20));
    database.getCollection("log").insertOne(new Document("_id", 1));
    database.createView(
        "cheap",
        "orders",
        List.of(new Document("$match", new Document("price", new Document("$lt", 10)))));
    database.createCollection(
        "readings",
        new CreateCollectionOptions()
            .timeSeriesOptions(new TimeSeriesOptions("at").metaField("m")));
    database
        .getCollection("readings")
        .insertOne(
            new Document(
                    "at", new BsonDateTime(Instant.parse("2026-11-23T06:00:00Z").toEpochMilli()))
                .append("m", 1)
                .append("value", 2.5));
    String longName = "n".repeat(200);
    database.getCollection(longName).insertOne(new Document("_id", 1));
  }

  private static Map<String, Fingerprint> read(MongoDatabase database) {
    Map<String, Fingerprint> fingerprints = new TreeMap<>();
    for (String name : database.listCollectionNames()) {
      if (name.startsWith("system.") || name.startsWith("__lifeboat.")) {
        continue;
      }
      FingerprintSum sum = new FingerprintSum();
      for (RawBsonDocument document : database.getCollection(name, RawBsonDocument.class).find()) {
        ByteBuffer bytes = document.getByteBuffer().asNIO();
        byte[] raw = new byte[bytes.remaining()];
        bytes.get(raw);
        sum.add(raw, 0, raw.length);
      }
      fingerprints.put(name, sum.fingerprint());
    }
    return fingerprints;
  }

  private static Map<String, List<Document>> indexes(MongoDatabase database) {
    Map<String, List<Document>> indexes = new TreeMap<>();
    for (String name : List.of("orders", "empty", "log")) {
      indexes.put(name, database.getCollection(name).listIndexes().into(new ArrayList<>()));
    }
    return indexes;
  }

  private void run(Map<String, String> environment, String... command) throws Exception {
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().putAll(environment);
    Path log = folder.resolve("log");
    Process process = builder.redirectOutput(log.toFile()).start();
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).as(Files.readString(log)).isZero();
  }

  /** Missing programs skip a test here, and fail it in CI. */
  private static void require(String program) {
    boolean there =
        List.of(System.getenv("PATH").split(":", -1)).stream()
            .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    if (!there && "true".equals(System.getenv("CI"))) {
      throw new IllegalStateException(program + " is not on PATH");
    }
    Assumptions.assumeTrue(there, program + " is not on PATH");
  }
}
