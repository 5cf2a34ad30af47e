package dev.lifeboat.source.mongo;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoDatabase;
import dev.lifeboat.progress.Progress;
import dev.lifeboat.sandbox.MongodFixture;
import dev.lifeboat.sandbox.ThrowawayMongod;
import dev.lifeboat.source.BackupSource;
import dev.lifeboat.source.Capture;
import dev.lifeboat.source.Consistency;
import dev.lifeboat.source.Fingerprint;
import dev.lifeboat.source.Item;
import dev.lifeboat.source.RecordedStreams;
import dev.lifeboat.source.RecordingSink;
import dev.lifeboat.source.RestoreDestination;
import dev.lifeboat.source.RestoreRequest;
import dev.lifeboat.source.RestoreSelection;
import dev.lifeboat.source.mongo.dump.DumpSource;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.bson.BsonDocument;
import org.bson.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the real mongodump writes is captured as the server itself would be. */
class DumpSourceIT {
  private static final String DB = "everykinds";
  private static ThrowawayMongod server;
  private static MongoClient client;
  private static Capture direct;
  private static Map<String, Fingerprint> fingerprints;
  private static Map<String, BsonDocument> definitions;

  @TempDir private static Path folder;

  @BeforeAll
  static void dumpAll() {
    server = MongodFixture.own(ThrowawayMongod.replicaSet(1));
    client = MongoClients.create(server.uri());
    MongoDatabase database = client.getDatabase(DB);
    EveryKind.fill(database);
    client
        .getDatabase("admin")
        .runCommand(
            new Document("createRole", "reader")
                .append("privileges", List.of())
                .append("roles", List.of("read")));
    database.runCommand(
        new Document("createUser", "anna")
            .append("pwd", "secret")
            .append("roles", List.of("readWrite")));
    fingerprints = Contents.fingerprints(database);
    definitions = Contents.definitions(database);
    direct =
        capture(MongoSource.open(MongoSettings.of(server.uri()), InstantSource.system(), folder));
    dump("--archive=" + folder.resolve("plain"));
    dump("--gzip", "--archive=" + folder.resolve("zipped"));
    dump("--out", folder.resolve("folder").toString());
    dump("--gzip", "--out", folder.resolve("zippedFolder").toString());
    dump("--numParallelCollections=1", "--archive=" + folder.resolve("one"));
    dump("--db", DB, "--dumpDbUsersAndRoles", "--archive=" + folder.resolve("database"));
    dump("--db", DB, "--dumpDbUsersAndRoles", "--out=" + folder.resolve("databaseFolder"));
  }

  @AfterAll
  static void stop() {
    client.close();
    server.close();
  }

  private static void dump(String... options) {
    InstalledTools.tool("mongodump").with("--quiet", "--uri", server.uri()).with(options).output();
  }

  private static Capture capture(BackupSource opened) {
    try (BackupSource source = opened) {
      return source.capture(new RecordingSink(), Progress.silent());
    }
  }

  private static DumpSource open(String name) {
    return DumpSource.open(
        folder.resolve(name), Optional.empty(), ZoneOffset.UTC, InstantSource.system());
  }

  @ParameterizedTest
  @ValueSource(strings = {"plain", "zipped", "folder", "zippedFolder", "one"})
  void aDumpGivesWhatTheServerGives(String name) {
    Capture capture = capture(open(name));
    assertThat(capture.missing()).isEmpty();
    assertThat(capture.consistency()).isInstanceOf(Consistency.Imported.class);
    assertThat(capture.details()).containsEntry("version", direct.details().get("version"));
    assertThat(capture.items().stream().map(DumpSourceIT::known).toList())
        .isEqualTo(direct.items().stream().map(DumpSourceIT::known).toList());
    assertThat(new HashSet<>(RecordingSink.names(capture)))
        .isEqualTo(new HashSet<>(RecordingSink.names(direct)));
    for (Item item : direct.items()) {
      String metadata =
          item.streams().stream()
              .map(stream -> stream.path())
              .filter(path -> path.endsWith(".json"))
              .findFirst()
              .orElseThrow();
      assertThat(info(capture, item, metadata)).isEqualTo(info(direct, item, metadata));
    }
  }

  private static CollectionInfo info(Capture capture, Item item, String metadata) {
    Item own =
        capture.items().stream()
            .filter(each -> each.name().equals(item.name()))
            .findFirst()
            .orElseThrow();
    CollectionInfo info =
        MetadataJson.read("", RecordingSink.bytes(capture, metadata), own.attributes());
    // Written for collections only.
    return new CollectionInfo(
        "", info.name(), info.type(), Optional.empty(), info.options(), info.indexes());
  }

  private static Item known(Item item) {
    Map<String, Object> attributes = new TreeMap<>(item.attributes());
    if (!item.kind().equals("collection") && !item.kind().equals("capped")) {
      // mongodump doesn't write the UUID of what isn't a collection.
      attributes.remove("uuid");
    }
    return new Item(
        item.name(),
        item.kind(),
        item.state(),
        item.indexes(),
        item.streams(),
        attributes,
        item.note());
  }

  @ParameterizedTest
  @ValueSource(strings = {"database", "databaseFolder"})
  void ofOneDatabaseItsUsersComeAlong(String name) {
    Capture capture = capture(open(name));
    assertThat(capture.details()).containsEntry("databases", List.of(DB));
    List<String> expected = new ArrayList<>();
    direct.items().stream()
        .map(Item::name)
        .filter(each -> each.startsWith(DB + "."))
        .forEach(expected::add);
    expected.add(DB + ".$admin.system.users");
    expected.add(DB + ".$admin.system.roles");
    assertThat(capture.items())
        .extracting(Item::name)
        .containsExactlyInAnyOrderElementsOf(expected);
    assertThat(
            new String(
                RecordingSink.bytes(capture, DB + "/$admin.system.users.bson"),
                StandardCharsets.ISO_8859_1))
        .contains("anna");
  }

  @Test
  void itIsRestoredAsAnyBackup() {
    var streams = RecordedStreams.of(capture(open("zipped")));
    try (var other = MongodFixture.own(ThrowawayMongod.replicaSet(1));
        var target =
            MongoTarget.open(MongoSettings.of(other.uri()), "shop", InstantSource.system());
        var restored = MongoClients.create(other.uri())) {
      var request =
          new RestoreRequest(
              new RestoreDestination.Staged(),
              RestoreSelection.ALL,
              false,
              false,
              false,
              Duration.ofDays(1));
      var plan = target.plan(streams, request);
      assertThat(plan.refusals()).isEmpty();
      var result = target.restore(plan, streams, Progress.silent());
      assertThat(result.proof()).allMatch(proof -> proof.holds());
      Map<String, Fingerprint> found = Contents.fingerprints(restored.getDatabase(DB));
      found.keySet().removeIf(name -> name.startsWith("__lifeboat."));
      assertThat(found).isEqualTo(fingerprints);
      Map<String, BsonDocument> defined = Contents.definitions(restored.getDatabase(DB));
      defined.keySet().removeIf(name -> name.startsWith("__lifeboat."));
      assertThat(defined).isEqualTo(definitions);
      assertThat(restored.getDatabase(DB).getCollection("measures").countDocuments())
          .isEqualTo(300);
      assertThat(restored.getDatabase("admin").getCollection("system.users").countDocuments())
          .isEqualTo(1);
    }
  }
}
