package dev.lifeboat.source.mongo;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoDatabase;
import dev.lifeboat.progress.Progress;
import dev.lifeboat.sandbox.MongodFixture;
import dev.lifeboat.sandbox.ThrowawayMongod;
import dev.lifeboat.source.Capture;
import dev.lifeboat.source.Consistency;
import dev.lifeboat.source.Fingerprint;
import dev.lifeboat.source.Item;
import dev.lifeboat.source.RecordingSink;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.bson.BsonDocument;
import org.bson.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Everything that MongoDB has is in a capture, under the names that stock tools know. */
class FidelityIT {
  private static final String DB = "everykinds";
  private static ThrowawayMongod source;
  private static Capture capture;
  private static Map<String, Fingerprint> fingerprints;
  private static Map<String, BsonDocument> definitions;

  @TempDir private Path folder;
  @TempDir private static Path scratch;

  @BeforeAll
  static void captureAll() {
    source = MongodFixture.own(ThrowawayMongod.replicaSet(1));
    try (var client = MongoClients.create(source.uri())) {
      MongoDatabase database = client.getDatabase(DB);
      EveryKind.fill(database);
      client
          .getDatabase("admin")
          .runCommand(
              new Document("createRole", "reader")
                  .append("privileges", List.of())
                  .append("roles", List.of("read")));
      client
          .getDatabase(DB)
          .runCommand(
              new Document("createUser", "anna")
                  .append("pwd", "secret")
                  .append("roles", List.of("readWrite")));
      fingerprints = Contents.fingerprints(database);
      definitions = Contents.definitions(database);
    }
    capture = capture(MongoSettings.of(source.uri()));
  }

  @AfterAll
  static void stop() {
    source.close();
  }

  private static Capture capture(MongoSettings settings) {
    try (var mongo = MongoSource.open(settings, InstantSource.system(), scratch)) {
      return mongo.capture(new RecordingSink(), Progress.silent());
    }
  }

  @Test
  void everythingIsCaptured() {
    assertThat(capture.missing()).isEmpty();
    assertThat(capture.warnings()).isEmpty();
    assertThat(capture.consistency()).isInstanceOf(Consistency.ClusterTime.class);
    Map<String, String> kinds =
        capture.items().stream().collect(Collectors.toMap(Item::name, Item::kind));
    assertThat(kinds)
        .containsEntry(DB + ".types", "collection")
        .containsEntry(DB + ".capped", "capped")
        .containsEntry(DB + ".measures", "timeseries")
        .containsEntry(DB + ".view", "view")
        .containsEntry(DB + ".system.js", "collection")
        .containsEntry("admin.system.users", "users")
        .containsEntry("admin.system.roles", "roles")
        .containsKey(DB + "." + EveryKind.LONG_NAME);
    assertThat(kinds.keySet())
        .noneMatch(name -> name.startsWith("local.") || name.contains("buckets"));
  }

  @Test
  void theStateOfEachCollectionIsWhatAnotherReaderFinds() {
    Map<String, Fingerprint> states = new TreeMap<>();
    for (Item item : capture.items()) {
      if (item.name().startsWith(DB + ".")
          && item.state().isPresent()
          && !item.kind().equals("timeseries")) {
        states.put(item.name().substring(DB.length() + 1), item.state().get());
      }
    }
    assertThat(states).isEqualTo(fingerprints);
  }

  @Test
  void metadataKeepsWhatTheServerLists() {
    for (Map.Entry<String, BsonDocument> definition : definitions.entrySet()) {
      String name = definition.getKey();
      Item item =
          capture.items().stream()
              .filter(candidate -> candidate.name().equals(DB + "." + name))
              .findFirst()
              .orElseThrow();
      var info =
          MetadataJson.read(
              DB,
              RecordingSink.bytes(capture, StreamNames.metadata(DB, name).path()),
              item.attributes());
      assertThat(info.options())
          .as(name)
          .isEqualTo(definition.getValue().getDocument("options", new BsonDocument()));
      var expected = new BsonDocument();
      definition
          .getValue()
          .forEach(
              (key, value) -> {
                if (key.startsWith("index ")) {
                  expected.append(key.substring(6), value);
                }
              });
      var indexes = new BsonDocument();
      info.indexes().forEach(index -> indexes.append(index.getString("name").getValue(), index));
      assertThat(indexes).as(name).isEqualTo(expected);
      assertThat(info.name()).isEqualTo(name);
      assertThat(info.type().toString())
          .isEqualTo(definition.getValue().getString("type").getValue());
    }
  }

  @Test
  void filesAreNamedAndFilledAsMongodumpDoes() throws IOException {
    InstalledTools.tool("mongodump")
        .with("--quiet", "--uri", source.uri(), "--out", folder.toString())
        .output();
    Map<String, String> dumped = new TreeMap<>();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        if (file.toString().endsWith(".json")) {
          dumped.put(folder.relativize(file).toString(), normal(Files.readAllBytes(file)));
        } else {
          dumped.put(
              folder.relativize(file).toString(),
              Contents.fingerprint(Contents.documents(Files.readAllBytes(file))).toString());
        }
      }
    }
    Map<String, String> captured = new TreeMap<>();
    for (String name : RecordingSink.names(capture)) {
      byte[] bytes = RecordingSink.bytes(capture, name);
      captured.put(
          name,
          name.endsWith(".json")
              ? normal(bytes)
              : Contents.fingerprint(Contents.documents(bytes)).toString());
    }
    captured.remove("oplog.bson");
    dumped.remove("prelude.json");
    assertThat(captured.keySet()).isEqualTo(dumped.keySet());
    dumped.forEach((name, content) -> assertThat(captured.get(name)).as(name).isEqualTo(content));
  }

  private static String normal(byte[] json) {
    return new TreeMap<>(
            BsonDocument.parse(new String(json, java.nio.charset.StandardCharsets.UTF_8)))
        .toString();
  }

  @Test
  void mongorestoreBringsItBack() {
    RecordingSink.writeTo(folder, capture);
    var restore = InstalledTools.tool("mongorestore");
    try (var target = MongodFixture.own(ThrowawayMongod.standalone());
        var client = MongoClients.create(target.uri())) {
      if (Files.exists(folder.resolve("oplog.bson"))) {
        restore = restore.with("--oplogReplay");
      }
      restore
          .with(
              "--quiet",
              "--bypassDocumentValidation",
              "--uri",
              target.uri(),
              "--dir",
              folder.toString())
          .output();
      Map<String, Fingerprint> restored = Contents.fingerprints(client.getDatabase(DB));
      Map<String, Fingerprint> expected = new TreeMap<>(fingerprints);
      // A server replaces Timestamp(0, 0) in what is inserted.
      expected.remove("zero");
      restored.remove("zero");
      assertThat(restored).isEqualTo(expected);
      assertThat(Contents.definitions(client.getDatabase(DB))).isEqualTo(definitions);
      assertThat(client.getDatabase(DB).getCollection("measures").countDocuments()).isEqualTo(300);
      assertThat(client.getDatabase("admin").getCollection("system.users").countDocuments())
          .isEqualTo(1);
    }
  }

  @Test
  void ofChosenDatabasesTheUsersComeAlong() {
    Capture chosen = capture(MongoSettings.of(source.uri()).withDatabases(DB));
    assertThat(chosen.missing()).isEmpty();
    assertThat(Contents.documents(RecordingSink.bytes(chosen, DB + "/$admin.system.users.bson")))
        .singleElement()
        .satisfies(user -> assertThat(user.getString("user").getValue()).isEqualTo("anna"));
    assertThat(chosen.items()).extracting(Item::name).allMatch(name -> name.startsWith(DB + "."));
  }

  @Test
  void chosenAndExcludedCollections() {
    Capture chosen =
        capture(
            MongoSettings.of(source.uri())
                .withDatabases(DB)
                .withCollections("types", "indexes", "view")
                .withExclude("ind*"));
    assertThat(chosen.items()).extracting(Item::name).containsExactly(DB + ".types", DB + ".view");
  }
}
