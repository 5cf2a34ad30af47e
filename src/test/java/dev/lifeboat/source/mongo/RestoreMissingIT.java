package dev.lifeboat.source.mongo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.MongoNamespace;
import com.mongodb.MongoWriteException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import dev.lifeboat.problem.Code;
import dev.lifeboat.problem.Problem;
import dev.lifeboat.problem.ProblemException;
import dev.lifeboat.progress.Progress;
import dev.lifeboat.sandbox.MongodFixture;
import dev.lifeboat.source.InsertedDocuments;
import dev.lifeboat.source.ItemProof;
import dev.lifeboat.source.RestoreDestination;
import dev.lifeboat.source.RestoreRequest;
import dev.lifeboat.source.RestoreSelection;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Restores of missing documents among present ones, while applications write. */
class RestoreMissingIT {
  @RegisterExtension static final MongodFixture MONGO = MongodFixture.replicaSet(1);

  private static final RestoreRequest MISSING = missing(RestoreSelection.ALL);

  @TempDir private Path scratch;
  private RestoreBench bench;

  @BeforeEach
  void connect() {
    bench = new RestoreBench(MONGO.uri(), scratch);
    MONGO.database().drop();
  }

  @AfterEach
  void drop() {
    MONGO.database().drop();
  }

  @Test
  void whatIsGoneComesBackAndWhatIsThereStays() {
    insert("orders", 0, 5000);
    insert("gone", 0, 50);
    orders().createIndex(Indexes.ascending("n"));
    var backup = bench.capture(MONGO.databaseName());
    orders().deleteMany(new Document("_id", new Document("$lt", 3000)));
    orders().updateOne(id(4000), set("n", -1));
    insert("orders", 6000, 6100);
    collection("gone").drop();
    var before = states();

    var result = bench.restore(backup, MISSING);
    assertThat(inserted(result.proof(), "orders"))
        .isEqualTo(new InsertedDocuments(3000, 2000, 0, 0));
    assertThat(inserted(result.proof(), "gone")).isEqualTo(new InsertedDocuments(50, 0, 0, 0));
    assertThat(result.proof()).allMatch(ItemProof::holds);
    assertThat(orders().countDocuments()).isEqualTo(5100);
    assertThat(orders().find(id(4000)).first()).isEqualTo(id(4000).append("n", -1));
    assertThat(orders().find(id(17)).first()).isEqualTo(id(17).append("n", 17));

    orders().updateOne(id(1), set("n", 7));
    orders().updateOne(id(2), set("n", 7));
    orders().deleteOne(id(3));
    try (var target = bench.target()) {
      var plan = target.planUndo().orElseThrow();
      assertThat(plan.stays())
          .containsExactly(
              "'"
                  + name("orders")
                  + "': 2 of 3000 documents were changed since they were inserted");
      assertThat(target.undo(plan, Progress.silent()).aside()).hasSize(2);
      assertThat(target.planUndo()).isEmpty();
    }
    assertThat(orders().countDocuments()).isEqualTo(2102);
    orders().deleteMany(new Document("n", 7));
    assertThat(states()).isEqualTo(before);
  }

  @Test
  void everyKindComesBackOrIsNamed() {
    RestoreSample.fill(MONGO.database());
    var backup = bench.capture(MONGO.databaseName());
    var good = states();
    collection("messages").deleteMany(new Document("chat", 1));
    collection("zeros").deleteMany(new Document());
    collection("validated").deleteMany(new Document());
    for (var gone : List.of("series", "log", "loud", "big", "collated", "clustered", "places")) {
      collection(gone).drop();
    }
    // They were deleted on purpose while the sample was made: what is capped has no way back.
    var result = bench.restore(backup, MISSING);
    assertThat(result.proof()).allMatch(ItemProof::holds);
    assertThat(states()).isEqualTo(good);

    var plan = bench.plan(backup, MISSING);
    assertThat(plan.warnings())
        .contains(
            "'%s' stays as it is: a capped collection takes documents at its end only"
                .formatted(name("log")))
        .anyMatch(warning -> warning.startsWith("'" + name("series") + "' stays as it is"));
    assertThatThrownBy(() -> bench.restore(backup, missing(RestoreSelection.only(name("series")))))
        .hasMessageContaining("nothing of this can be filled");
    bench.undo();
    assertThat(names()).doesNotContain("series", "log", "loud", "big", "collated", "clustered");
    assertThat(collection("zeros").countDocuments()).isZero();
  }

  @Test
  void aTakenKeyIsAConflictThatIsNamed() {
    collection("people").createIndex(Indexes.ascending("mail"), new IndexOptions().unique(true));
    for (int i = 0; i < 10; i++) {
      collection("people").insertOne(id(i).append("mail", "m" + i));
    }
    var backup = bench.capture(MONGO.databaseName());
    collection("people").deleteMany(new Document("_id", new Document("$lt", 5)));
    collection("people").insertOne(id(99).append("mail", "m3"));
    var proof = bench.restore(backup, MISSING).proof().getFirst();
    assertThat(proof.inserted()).contains(new InsertedDocuments(4, 5, 1, 0));
    assertThat(proof.differences())
        .containsExactly(
            "1 document could not be inserted: another document has the same key in the unique"
                + " index 'mail_1': _id 3");
    assertThat(collection("people").find(id(99)).first()).isEqualTo(id(99).append("mail", "m3"));
  }

  @Test
  void noWriteOfAnApplicationIsLost() throws Exception {
    insert("orders", 0, 20_000);
    var backup = bench.capture(MONGO.databaseName());
    orders().deleteMany(new Document("_id", new Document("$gte", 5000)));
    var stop = new AtomicBoolean();
    var next = new AtomicInteger();
    var written = new HashSet<Integer>();
    try (var threads = Executors.newSingleThreadExecutor()) {
      var writer =
          threads.submit(
              () -> {
                // Writes what the restore is about to insert, and changes what it has inserted.
                while (!stop.get()) {
                  int id = 5000 + next.getAndAdd(7) % 15_000;
                  try {
                    orders().insertOne(id(id).append("n", "application"));
                    written.add(id);
                  } catch (MongoWriteException e) {
                    if (orders().updateOne(id(id), set("n", "application")).getMatchedCount()
                        == 1) {
                      written.add(id);
                    }
                  }
                }
                return null;
              });
      try {
        var result = bench.restore(backup, MISSING);
        assertThat(result.proof()).allMatch(ItemProof::holds);
        assertThat(inserted(result.proof(), "orders").inserted()).isPositive();
      } finally {
        stop.set(true);
      }
      var _ = writer.get();
    }
    assertThat(written).hasSizeGreaterThan(10);
    assertThat(orders().countDocuments()).isEqualTo(20_000);
    for (Document document : orders().find(new Document("_id", new Document("$in", written)))) {
      assertThat(document.get("n")).isEqualTo("application");
    }
    bench.undo();
    assertThat(orders().find(new Document("n", "application")).into(new ArrayList<>()))
        .as("what an application wrote outlives the undo")
        .hasSameSizeAs(written);
    assertThat(orders().countDocuments()).isEqualTo(5000 + written.size());
  }

  @Test
  void aRaceForOneDocumentIsWonByWhoeverIsFirst() {
    insert("orders", 0, 10);
    var backup = bench.capture(MONGO.databaseName());
    orders().deleteMany(new Document());
    try (var target =
        bench.target(
            (point, restore) -> {
              if (point == RestorePoint.NOTED) {
                orders().insertOne(id(4).append("n", "mine"));
              }
            })) {
      var result = target.restore(target.plan(backup, MISSING), backup, Progress.silent());
      assertThat(inserted(result.proof(), "orders")).isEqualTo(new InsertedDocuments(9, 1, 0, 0));
    }
    assertThat(orders().find(id(4)).first()).isEqualTo(id(4).append("n", "mine"));
    bench.undo();
    assertThat(orders().find().into(new ArrayList<>())).containsExactly(id(4).append("n", "mine"));
  }

  @Test
  void aCollectionThatIsRenamedMeanwhileGetsNothingMore() {
    insert("orders", 0, 5000);
    var backup = bench.capture(MONGO.databaseName());
    orders().deleteMany(new Document());
    try (var target =
        bench.target(
            (point, restore) -> {
              if (point == RestorePoint.INSERTED && names().contains("orders")) {
                orders().renameCollection(new MongoNamespace(MONGO.databaseName(), "archive"));
              }
            })) {
      var plan = target.plan(backup, MISSING);
      assertThatThrownBy(() -> target.restore(plan, backup, Progress.silent()))
          .isInstanceOfSatisfying(
              ProblemException.class,
              e ->
                  assertThat(e.problems())
                      .extracting(Problem::code)
                      .containsExactly(Code.RESTORE_INCOMPLETE, Code.MONGO_FAILED));
    }
    assertThat(names()).doesNotContain("orders").contains("archive");
  }

  @Test
  void cutOffItCanBeRunAgainAndTakenBack() {
    insert("orders", 0, 5000);
    var backup = bench.capture(MONGO.databaseName());
    orders().deleteMany(new Document("_id", new Document("$gte", 1000)));
    var main = Thread.currentThread();
    try (var target =
        bench.target(
            (point, restore) -> {
              if (point == RestorePoint.INSERTED) {
                main.interrupt();
              }
            })) {
      var plan = target.plan(backup, MISSING);
      assertThatThrownBy(() -> target.restore(plan, backup, Progress.silent()))
          .isInstanceOf(ProblemException.class)
          .hasMessageContaining("was cut off: what it inserted stays");
    }
    assertThat(Thread.interrupted()).isTrue();
    assertThat(orders().countDocuments()).isGreaterThan(1000);
    bench.restore(backup, MISSING);
    assertThat(orders().countDocuments()).isEqualTo(5000);
    bench.undo();
    bench.undo();
    assertThat(orders().countDocuments()).isEqualTo(1000);
  }

  private static RestoreRequest missing(RestoreSelection selection) {
    return new RestoreRequest(
        new RestoreDestination.MissingOnly(), selection, false, false, false, Duration.ofDays(7));
  }

  private static InsertedDocuments inserted(List<ItemProof> proofs, String collection) {
    return proofs.stream()
        .filter(proof -> proof.name().equals(name(collection)))
        .findFirst()
        .flatMap(ItemProof::inserted)
        .orElseThrow();
  }

  private static void insert(String collection, int from, int to) {
    collection(collection)
        .insertMany(IntStream.range(from, to).mapToObj(i -> id(i).append("n", i)).toList());
  }

  private static MongoCollection<Document> orders() {
    return collection("orders");
  }

  private static MongoCollection<Document> collection(String name) {
    return MONGO.database().getCollection(name);
  }

  private static Document id(int id) {
    return new Document("_id", id);
  }

  private static Document set(String field, Object value) {
    return new Document("$set", new Document(field, value));
  }

  private static String name(String collection) {
    return MONGO.databaseName() + "." + collection;
  }

  private Map<String, String> states() {
    return RestoreBench.states(bench.capture(MONGO.databaseName()));
  }

  private static List<String> names() {
    return MONGO.database().listCollectionNames().into(new ArrayList<>());
  }
}
