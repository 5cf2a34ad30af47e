package dev.lifeboat.source.mongo;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoDatabase;
import dev.lifeboat.config.Secret;
import dev.lifeboat.process.Command;
import dev.lifeboat.progress.Progress;
import dev.lifeboat.sandbox.MongodFixture;
import dev.lifeboat.sandbox.ThrowawayMongod;
import dev.lifeboat.source.Capture;
import dev.lifeboat.source.Fingerprint;
import dev.lifeboat.source.ItemProof;
import dev.lifeboat.source.RecordedStreams;
import dev.lifeboat.source.RecordingSink;
import dev.lifeboat.source.mongo.dump.DumpExport;
import dev.lifeboat.source.mongo.dump.DumpSource;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.bson.BsonDocument;
import org.bson.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The real mongorestore, gunzip and gpg take what Lifeboat writes. */
class DumpExportIT {
  private static final String DB = "everykinds";
  private static final Instant NOW = Instant.parse("2026-11-23T10:00:00Z");
  private static final Secret PASSPHRASE = new Secret("correct hörse");
  private static ThrowawayMongod source;
  private static ThrowawayMongod target;
  private static MongoClient restored;
  private static Capture capture;
  private static RecordedStreams streams;
  private static Map<String, Fingerprint> fingerprints;
  private static Map<String, BsonDocument> definitions;

  @TempDir private Path folder;
  @TempDir private static Path scratch;

  @BeforeAll
  static void captureAll() {
    source = MongodFixture.own(ThrowawayMongod.replicaSet(1));
    target = MongodFixture.own(ThrowawayMongod.standalone());
    restored = MongoClients.create(target.uri());
    try (var client = MongoClients.create(source.uri())) {
      MongoDatabase database = client.getDatabase(DB);
      EveryKind.fill(database);
      database.runCommand(
          new Document("createUser", "anna")
              .append("pwd", "secret")
              .append("roles", List.of("readWrite")));
      fingerprints = Contents.fingerprints(database);
      definitions = Contents.definitions(database);
    }
    capture = capture(MongoSettings.of(source.uri()));
    streams = RecordedStreams.of(capture);
  }

  @AfterAll
  static void stop() {
    restored.close();
    source.close();
    target.close();
  }

  @BeforeEach
  void empty() {
    restored.getDatabase(DB).drop();
    restored.getDatabase(DB).runCommand(new Document("dropAllUsersFromDatabase", 1));
  }

  private static Capture capture(MongoSettings settings) {
    try (var mongo = MongoSource.open(settings, InstantSource.system(), scratch)) {
      return mongo.capture(new RecordingSink(), Progress.silent());
    }
  }

  private static DumpExport export(RecordedStreams from) {
    return new DumpExport(from, "Lifeboat test", Progress.silent());
  }

  private Path archive(String name, boolean gzip, Optional<Secret> passphrase) throws IOException {
    Path file = folder.resolve(name);
    try (OutputStream out = Files.newOutputStream(file)) {
      List<ItemProof> proof =
          export(streams).archive(out, new DumpExport.Wrapping(gzip, passphrase), NOW);
      assertThat(proof).hasSameSizeAs(capture.items()).allMatch(ItemProof::holds);
    }
    return file;
  }

  private static Command mongorestore() {
    return InstalledTools.tool("mongorestore")
        .with("--quiet", "--bypassDocumentValidation", "--uri", target.uri());
  }

  private static void assertRestored() {
    Map<String, Fingerprint> found = Contents.fingerprints(restored.getDatabase(DB));
    Map<String, Fingerprint> expected = new TreeMap<>(fingerprints);
    // A server replaces Timestamp(0, 0) in what mongorestore inserts.
    expected.remove("zero");
    found.remove("zero");
    assertThat(found).isEqualTo(expected);
    assertThat(Contents.definitions(restored.getDatabase(DB))).isEqualTo(definitions);
    assertThat(restored.getDatabase(DB).getCollection("measures").countDocuments()).isEqualTo(300);
    assertThat(restored.getDatabase("admin").getCollection("system.users").countDocuments())
        .isEqualTo(1);
  }

  private void assertImported(Path file, Optional<Secret> passphrase) {
    try (var dump = DumpSource.open(file, passphrase, ZoneOffset.UTC, InstantSource.system())) {
      Capture again = dump.capture(new RecordingSink(), Progress.silent());
      assertThat(again.items())
          .usingRecursiveFieldByFieldElementComparatorIgnoringFields("attributes")
          .isEqualTo(capture.items());
    }
  }

  @Test
  void anArchive() throws IOException {
    Path file = archive("plain", false, Optional.empty());
    mongorestore().with("--archive=" + file).output();
    assertRestored();
    assertImported(file, Optional.empty());
  }

  @Test
  void aCompressedArchive() throws IOException {
    Path file = archive("plain.gz", true, Optional.empty());
    mongorestore().with("--gzip", "--archive=" + file).output();
    assertRestored();
    assertImported(file, Optional.empty());
  }

  @Test
  void anEncryptedArchive() throws IOException {
    Path file = archive("plain.gz.gpg", true, Optional.of(PASSPHRASE));
    Path passphrase = folder.resolve("passphrase");
    Files.writeString(passphrase, PASSPHRASE.reveal() + "\n");
    Path decrypted = folder.resolve("decrypted.gz");
    gpg("--decrypt", "--output", decrypted.toString(), file.toString());
    mongorestore().with("--gzip", "--archive=" + decrypted).output();
    assertRestored();
    assertImported(file, Optional.of(PASSPHRASE));

    // And the other way round, as the manual says.
    Path theirs = folder.resolve("theirs.gz.gpg");
    gpg(
        "--symmetric",
        "--cipher-algo",
        "AES256",
        "--output",
        theirs.toString(),
        decrypted.toString());
    assertImported(theirs, Optional.of(PASSPHRASE));
  }

  private void gpg(String... words) throws IOException {
    Path home = Files.createDirectories(folder.resolve("gpg"));
    Files.setPosixFilePermissions(home, PosixFilePermissions.fromString("rwx------"));
    try {
      InstalledTools.tool("gpg")
          .with(
              "--homedir",
              home.toString(),
              "--batch",
              "--quiet",
              "--pinentry-mode",
              "loopback",
              "--passphrase-file",
              folder.resolve("passphrase").toString())
          .with(words)
          .output();
    } finally {
      // gpg starts it, and leaves it running.
      InstalledTools.tool("gpgconf")
          .with("--homedir", home.toString(), "--kill", "gpg-agent")
          .output();
    }
  }

  @Test
  void aFolder() throws IOException {
    Path dump = folder.resolve("dump");
    assertThat(export(streams).folder(dump)).allMatch(ItemProof::holds);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(dump)))
        .isEqualTo("rwx------");
    assertThat(
            PosixFilePermissions.toString(
                Files.getPosixFilePermissions(dump.resolve(DB + "/types.bson"))))
        .isEqualTo("rw-------");
    mongorestore().with("--dir=" + dump).output();
    assertRestored();
    assertImported(dump, Optional.empty());
  }

  @Test
  void oneDatabaseWithItsUsers() throws IOException {
    var chosen = RecordedStreams.of(capture(MongoSettings.of(source.uri()).withDatabases(DB)));
    Path file = folder.resolve("database");
    try (OutputStream out = Files.newOutputStream(file)) {
      export(chosen).archive(out, new DumpExport.Wrapping(false, Optional.empty()), NOW);
    }
    mongorestore().with("--db=" + DB, "--restoreDbUsersAndRoles", "--archive=" + file).output();
    assertRestored();
    restored.getDatabase(DB).drop();
    restored.getDatabase(DB).runCommand(new Document("dropAllUsersFromDatabase", 1));
    Path dump = folder.resolve("databaseFolder");
    export(chosen).folder(dump);
    mongorestore()
        .with("--db=" + DB, "--restoreDbUsersAndRoles", "--dir=" + dump.resolve(DB))
        .output();
    assertRestored();
  }
}
