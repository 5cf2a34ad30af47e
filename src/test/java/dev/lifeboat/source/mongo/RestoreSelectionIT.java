package dev.lifeboat.source.mongo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoDatabase;
import dev.lifeboat.problem.Code;
import dev.lifeboat.problem.ProblemException;
import dev.lifeboat.progress.Progress;
import dev.lifeboat.sandbox.MongodFixture;
import dev.lifeboat.source.ItemProof;
import dev.lifeboat.source.PlannedItem;
import dev.lifeboat.source.PlannedItem.Action;
import dev.lifeboat.source.RestoreDestination;
import dev.lifeboat.source.RestoreRequest;
import dev.lifeboat.source.RestoreSelection;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.bson.Document;
import org.bson.RawBsonDocument;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Restores of a part of a backup, and under other names. */
class RestoreSelectionIT {
  @RegisterExtension static final MongodFixture MONGO = MongodFixture.replicaSet(1);

  private static MongoClient client;

  @TempDir private Path scratch;
  private RestoreBench bench;
  private MongoDatabase shop;
  private MongoDatabase other;

  @BeforeAll
  static void connect() {
    client = MongoClients.create(MONGO.uri());
  }

  @AfterAll
  static void disconnect() {
    client.close();
  }

  @BeforeEach
  void fill() {
    bench = new RestoreBench(MONGO.uri(), scratch);
    shop = client.getDatabase("shop");
    other = client.getDatabase("shop2");
    drop();
    insert(shop, "orders", 100);
    insert(shop, "users", 10);
    shop.createView("cheap", "orders", List.of(lookup("users")));
  }

  @AfterEach
  void drop() {
    shop.drop();
    other.drop();
  }

  @Test
  void onlyWhatIsChosenComesBack() {
    var backup = bench.capture("shop");
    insert(shop, "orders", 5);
    insert(shop, "users", 5);
    var before = states("shop");
    var plan = bench.plan(backup, request(RestoreSelection.only("shop.orders")));
    assertThat(plan.items())
        .filteredOn(item -> item.action() != Action.KEEP)
        .extracting(PlannedItem::name)
        .containsExactly("shop.orders");
    bench.restore(backup, request(RestoreSelection.only("shop.orders")));
    assertThat(count(shop, "orders")).isEqualTo(100);
    assertThat(count(shop, "users")).isEqualTo(15);
    bench.undo();
    assertThat(states("shop")).isEqualTo(before);
  }

  @Test
  void patternsChooseToo() {
    var backup = bench.capture("shop");
    shop.drop();
    bench.restore(backup, request(RestoreSelection.only("*.o*", "shop.users")));
    assertThat(states("shop").keySet()).containsExactly("shop.orders", "shop.users");
  }

  @Test
  void aNameThatTheBackupHasNotIsAnErrorWithWhatComesNear() {
    var backup = bench.capture("shop");
    try (var target = bench.target()) {
      assertThatThrownBy(
              () ->
                  target.check(backup, request(RestoreSelection.only("shop.order", "shop.users"))))
          .isInstanceOfSatisfying(
              ProblemException.class,
              e -> {
                assertThat(e.problems().getFirst().code()).isEqualTo(Code.NAMESPACE_NOT_FOUND);
                assertThat(e.problems().getFirst().message())
                    .isEqualTo("the backup has no collection 'shop.order'");
                assertThat(e.problems().getFirst().hints())
                    .containsExactly("did you mean 'shop.orders'?");
              });
    }
  }

  @Test
  void everyKindComesBackAsAnotherDatabaseAndGoesAgain() {
    RestoreSample.fill(shop);
    var backup = bench.capture("shop");
    shop.getCollection("messages").deleteMany(new Document("chat", 1));
    var present = states("shop");
    // As long as the first name: one of the collections has no room for a longer one.
    var result = bench.restore(backup, request(RestoreSelection.ALL.as("shp2")));
    assertThat(result.proof()).allMatch(ItemProof::holds);
    assertThat(states("shop")).isEqualTo(present);
    assertThat(states("shp2")).isEqualTo(renamed(RestoreBench.states(backup), "shop.", "shp2."));
    bench.undo();
    assertThat(states("shp2")).isEmpty();
    assertThat(states("shop")).isEqualTo(present);
    client.getDatabase("shp2").drop();
  }

  @Test
  void aCollectionComesBackInThePlaceOfAnotherOne() {
    var backup = bench.capture("shop");
    insert(shop, "old", 3);
    insert(shop, "orders", 1);
    var before = states("shop");
    bench.restore(
        backup, request(RestoreSelection.only("shop.orders").rename("shop.orders", "shop.old")));
    assertThat(count(shop, "orders")).isEqualTo(101);
    assertThat(count(shop, "old")).isEqualTo(100);
    bench.undo();
    assertThat(states("shop")).isEqualTo(before);
  }

  @Test
  void aViewFollowsWhatItReads() {
    var backup = bench.capture("shop");
    var selection =
        RestoreSelection.ALL
            .rename("shop.*", "shop2.*")
            .rename("shop.orders", "shop2.purchases")
            .rename("shop.users", "shop2.people");
    var result = bench.restore(backup, request(selection));
    assertThat(result.proof()).extracting(ItemProof::name).contains("shop2.purchases");
    assertThat(other.getCollection("cheap").countDocuments()).isEqualTo(100);
    var first = other.getCollection("cheap").find(new Document("n", 3)).first();
    assertThat(first).isNotNull();
    assertThat(first.getList("users", Document.class)).hasSize(1);
    assertThat(count(shop, "orders")).isEqualTo(100);
  }

  @Test
  void aViewThatWouldReadNothingIsWarnedOf() {
    var backup = bench.capture("shop");
    var plan =
        bench.plan(
            backup, request(RestoreSelection.only("shop.cheap").rename("shop.cheap", "shop2.c")));
    assertThat(plan.warnings())
        .contains(
            "the view 'shop2.c' reads 'shop2.orders', which isn't there",
            "the view 'shop2.c' reads 'shop2.users', which isn't there");
  }

  @Test
  void exactStaysWithinTheSelection() {
    var backup = bench.capture("shop");
    insert(shop, "oranges", 1);
    insert(shop, "apples", 1);
    insert(other, "oranges", 1);
    var exact = exact(RestoreSelection.only("shop.o*"));
    assertThat(aside(bench.plan(backup, exact).items())).containsExactly("shop.oranges");
    var renamed = exact(RestoreSelection.ALL.as("shop2"));
    assertThat(aside(bench.plan(backup, renamed).items())).containsExactly("shop2.oranges");
    bench.restore(backup, renamed);
    assertThat(states("shop2").keySet())
        .containsExactly("shop2.cheap", "shop2.orders", "shop2.users");
    assertThat(count(shop, "apples")).isOne();
    bench.undo();
    assertThat(states("shop2").keySet()).containsExactly("shop2.oranges");
  }

  @Test
  void finalImagesFollowToTheOtherName() {
    var backup = bench.capture("shop");
    // Touched as the backup had it: the documents of "orders" are left out of the load and come
    // from the oplog.
    var image = shop.getCollection("orders", RawBsonDocument.class).find().first();
    assertThat(image).isNotNull();
    var entry =
        new Document("op", "i").append("ns", "shop.orders").append("o", image).append("v", 2);
    var bytes =
        new RawBsonDocument(entry, MONGO.database().getCodecRegistry().get(Document.class))
            .getByteBuffer();
    var oplog = new byte[bytes.remaining()];
    bytes.get(oplog);
    var result =
        bench.restore(backup.with("oplog.bson", oplog), request(RestoreSelection.ALL.as("shop2")));
    assertThat(result.proof()).isNotEmpty().allMatch(ItemProof::holds);
    assertThat(count(other, "orders")).isEqualTo(100);
  }

  @Test
  void thePlanNamesBothAndNothingIsKeptOfNothing() {
    var backup = bench.capture("shop");
    try (var target = bench.target()) {
      var request = request(RestoreSelection.ALL.as("shop2"));
      assertThat(target.check(backup, request)).isNotEmpty();
      var plan = target.plan(backup, request);
      assertThat(plan.items())
          .filteredOn(item -> item.name().equals("shop2.orders"))
          .extracting(PlannedItem::from)
          .containsExactly(Optional.of("shop.orders"));
      assertThat(target.restore(plan, backup, Progress.silent()).keptUntil()).isEmpty();
    }
  }

  private static List<String> aside(List<PlannedItem> items) {
    return items.stream()
        .filter(item -> item.action() == Action.SET_ASIDE)
        .map(PlannedItem::name)
        .toList();
  }

  private static RestoreRequest request(RestoreSelection selection) {
    return RestoreBench.staged(selection);
  }

  private static RestoreRequest exact(RestoreSelection selection) {
    return new RestoreRequest(
        new RestoreDestination.Staged(), selection, true, false, false, Duration.ofDays(7));
  }

  private Map<String, String> states(String database) {
    var names =
        client.getDatabase(database).listCollectionNames().into(new ArrayList<>()).stream()
            .filter(name -> !StagedNames.isOwn(name))
            .toList();
    return names.isEmpty() ? Map.of() : RestoreBench.states(bench.capture(database));
  }

  private static Map<String, String> renamed(Map<String, String> states, String from, String to) {
    var renamed = new TreeMap<String, String>();
    states.forEach((name, state) -> renamed.put(name.replaceFirst("^" + from, to), state));
    return renamed;
  }

  private static long count(MongoDatabase database, String collection) {
    return database.getCollection(collection).countDocuments();
  }

  private static void insert(MongoDatabase database, String collection, int documents) {
    database
        .getCollection(collection)
        .insertMany(IntStream.range(0, documents).mapToObj(i -> new Document("n", i)).toList());
  }

  private static Document lookup(String from) {
    return new Document(
        "$lookup",
        new Document("from", from)
            .append("localField", "n")
            .append("foreignField", "n")
            .append("as", "users"));
  }
}
