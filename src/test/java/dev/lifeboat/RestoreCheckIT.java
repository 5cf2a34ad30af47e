package dev.lifeboat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.CreateCollectionOptions;
import com.mongodb.client.model.TimeSeriesOptions;
import dev.lifeboat.problem.Code;
import dev.lifeboat.problem.Problem;
import dev.lifeboat.problem.ProblemException;
import dev.lifeboat.progress.Progress;
import dev.lifeboat.sandbox.MongodFixture;
import dev.lifeboat.sandbox.ThrowawayMongod;
import dev.lifeboat.source.BackupSource;
import dev.lifeboat.source.Fingerprint;
import dev.lifeboat.source.Item;
import dev.lifeboat.source.ItemProof;
import dev.lifeboat.source.RecordedStreams;
import dev.lifeboat.source.mongo.MongoSettings;
import dev.lifeboat.source.mongo.MongoSource;
import dev.lifeboat.verify.RestoreCheck;
import dev.lifeboat.verify.RestoreProof;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.bson.BsonDateTime;
import org.bson.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Restores into real throw-away servers. */
class RestoreCheckIT {
  @TempDir static Path scratch;
  private static RecordedStreams backup;
  private static Set<String> before = Set.of();

  /** A whole deployment with every kind, and a user who is called as others call theirs. */
  @BeforeAll
  static void capture() throws IOException {
    before = folders();
    try (ThrowawayMongod mongod = MongodFixture.own(ThrowawayMongod.replicaSet(1).authenticated());
        MongoClient client = MongoClients.create(mongod.uri())) {
      fill(client.getDatabase("shop"));
      try (BackupSource source =
          MongoSource.open(MongoSettings.of(mongod.uri()), InstantSource.system(), scratch)) {
        backup = RecordedStreams.of(source);
      }
    }
  }

  private static void fill(MongoDatabase shop) {
    List<Document> orders =
        IntStream.range(0, 3000)
            .mapToObj(i -> new Document("_id", i).append("n", "x" + i))
            .toList();
    shop.getCollection("orders").insertMany(orders);
    shop.getCollection("orders").createIndex(new Document("n", 1));
    shop.createView("few", "orders", List.of(new Document("$limit", 5)));
    shop.createCollection(
        "log", new CreateCollectionOptions().capped(true).sizeInBytes(65_536).maxDocuments(20));
    shop.getCollection("log").insertMany(orders.subList(0, 50));
    shop.createCollection(
        "heat", new CreateCollectionOptions().timeSeriesOptions(new TimeSeriesOptions("at")));
    shop.getCollection("heat")
        .insertMany(
            IntStream.range(0, 200)
                .mapToObj(i -> new Document("at", new BsonDateTime(1_780_000_000_000L + i)))
                .toList());
    shop.createCollection(
        "watched",
        new CreateCollectionOptions()
            .changeStreamPreAndPostImagesOptions(
                new com.mongodb.client.model.ChangeStreamPreAndPostImagesOptions(true)));
    Document find =
        new Document("resource", new Document("db", "shop").append("collection", "orders"))
            .append("actions", List.of("find"));
    shop.runCommand(
        new Document("createRole", "clerk")
            .append("privileges", List.of(find))
            .append("roles", List.of()));
    shop.runCommand(
        new Document("createUser", "anna")
            .append("pwd", "not a secret")
            .append("roles", List.of("clerk")));
  }

  private static RestoreCheck check() {
    Map<String, String> environment =
        Map.of("LIFEBOAT_MONGOD", MongodFixture.binary().path().toString());
    return new RestoreCheck(
        new ThrowawayMongoDb(Optional.empty(), environment, InstantSource.system()),
        InstantSource.system(),
        Progress.silent());
  }

  @AfterAll
  static void nothingIsLeft() throws IOException {
    assertThat(folders()).isEqualTo(before);
  }

  /** Those of servers that this JVM started, also for other classes. */
  private static Set<String> folders() throws IOException {
    String ours = "lifeboat-mongod-" + ProcessHandle.current().pid() + "-";
    try (Stream<Path> all = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
      return all.map(Path::toString)
          .filter(folder -> folder.contains("/" + ours))
          .collect(Collectors.toSet());
    }
  }

  @Test
  void everyKindComesBackAndIsProven() {
    RestoreProof proof = check().run(backup);
    assertThat(proof.findings()).isEmpty();
    assertThat(proof.holds()).isTrue();
    assertThat(proof.items())
        .extracting(ItemProof::name)
        .contains("shop.orders", "shop.few", "shop.log", "shop.heat", "shop.watched")
        .contains("admin.system.users", "admin.system.roles");
    assertThat(proof.items()).allMatch(ItemProof::holds);
    assertThat(proof.phases())
        .extracting(phase -> phase.name())
        .contains("start", "load", "index and prove");
    assertThat(proof.took()).isPositive();
    assertThat(proof.bytes()).isPositive();
    assertThat(proof.server()).startsWith("MongoDB ");
    assertThat(proof.sourceVersion()).isPresent();
    assertThat(proof.warnings()).isEmpty();
  }

  @Test
  void whatIsNotAsItWasIsAFindingAndTheRestIsProven() {
    Fingerprint wrong = new Fingerprint("ab".repeat(32), 3000, 1);
    RestoreProof proof =
        check()
            .run(
                backup.withItems(
                    changed(
                        "shop.orders",
                        item ->
                            new Item(
                                item.name(),
                                item.kind(),
                                Optional.of(wrong),
                                item.indexes(),
                                item.streams(),
                                item.attributes(),
                                Optional.of("weak")))));
    assertThat(proof.holds()).isFalse();
    assertThat(proof.findings())
        .singleElement()
        .matches(problem -> problem.code() == Code.RESTORE_PROOF_FAILED)
        .extracting(Problem::message)
        .asString()
        .startsWith("'shop.orders' doesn't come back as it was: ");
    assertThat(proof.items()).filteredOn(item -> !item.holds()).hasSize(1);
    assertThat(proof.items()).hasSizeGreaterThan(5);
    assertThat(proof.warnings()).containsExactly("'shop.orders': weak");
  }

  private static List<Item> changed(String name, UnaryOperator<Item> change) {
    return backup.items().stream()
        .map(item -> item.name().equals(name) ? change.apply(item) : item)
        .toList();
  }

  @Test
  void whatTheServerRefusesIsAFinding() {
    byte[] view =
        "{\"options\":{\"viewOn\":\"orders\",\"pipeline\":[{\"$nonsense\":{}}]},\"indexes\":[],\"uuid\":\"\",\"collectionName\":\"few\",\"type\":\"view\"}"
            .getBytes(StandardCharsets.UTF_8);
    RestoreProof proof = check().run(backup.with("shop/few.metadata.json", view));
    assertThat(proof.holds()).isFalse();
    assertThat(proof.findings()).extracting(Problem::message).anyMatch(m -> m.contains("nonsense"));
  }

  @Test
  void withoutAProgramForTheServerThereIsNoVerdict() {
    RestoreCheck without =
        new RestoreCheck(
            new ThrowawayMongoDb(
                Optional.empty(), Map.of("HOME", scratch.toString()), InstantSource.system()),
            InstantSource.system(),
            Progress.silent());
    assertThatThrownBy(() -> without.run(backup))
        .isInstanceOfSatisfying(
            ProblemException.class,
            e -> {
              assertThat(e.problems().getFirst().code()).isEqualTo(Code.TOOL_MISSING);
              assertThat(e.problems().getFirst().hints().getFirst()).contains("--mongod PATH");
            });
  }
}
