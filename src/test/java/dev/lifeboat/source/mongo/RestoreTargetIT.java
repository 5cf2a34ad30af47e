package dev.lifeboat.source.mongo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lifeboat.problem.Code;
import dev.lifeboat.problem.Problem;
import dev.lifeboat.problem.ProblemException;
import dev.lifeboat.progress.Progress;
import dev.lifeboat.sandbox.MongodFixture;
import dev.lifeboat.source.CapturedStreams;
import dev.lifeboat.source.PlannedItem;
import dev.lifeboat.source.PlannedItem.Action;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** What a restore does beside bringing data back: proof, refusals, undo, expiry. */
class RestoreTargetIT {
  @RegisterExtension static final MongodFixture MONGO = MongodFixture.replicaSet(1);

  @TempDir private Path scratch;
  private RestoreBench bench;

  @BeforeEach
  void fill() {
    bench = new RestoreBench(MONGO.uri(), scratch);
    MONGO.database().drop();
    insert("orders", 100);
    insert("users", 10);
  }

  @AfterEach
  void drop() {
    MONGO.database().drop();
  }

  @Test
  void aDocumentThatChangedWhileStagedFailsTheProof() {
    var backup = bench.capture(MONGO.databaseName());
    insert("orders", 1);
    var present = states();
    RestorePoint.Hook tamper =
        (point, id) -> {
          if (point == RestorePoint.LOADED) {
            var _ =
                MONGO
                    .database()
                    .getCollection(StagedNames.staged(id, 0))
                    .updateOne(new Document("n", 7), new Document("$set", new Document("n", 8)));
          }
        };
    assertThatThrownBy(() -> restore(backup, tamper))
        .isInstanceOfSatisfying(
            ProblemException.class,
            e -> {
              assertThat(e.problems())
                  .extracting(Problem::code)
                  .containsOnly(Code.RESTORE_PROOF_FAILED);
              assertThat(e).hasMessageContaining(MONGO.databaseName() + ".orders");
            });
    assertThat(states()).isEqualTo(present);
    assertThat(own()).isEmpty();
  }

  @Test
  void anIndexTooManyFailsTheProof() {
    MONGO.database().getCollection("orders").createIndex(new Document("n", 1));
    var backup = bench.capture(MONGO.databaseName());
    RestorePoint.Hook tamper =
        (point, id) -> {
          if (point == RestorePoint.LOADED) {
            // The backup's index is then there under another definition.
            MONGO
                .database()
                .getCollection(StagedNames.staged(id, 0))
                .createIndex(new Document("m", 1));
          }
        };
    assertThatThrownBy(() -> restore(backup, tamper))
        .hasMessageContaining("index 'm_1' is there and wasn't");
    assertThat(own()).isEmpty();
  }

  @Test
  void damagedBytesLeaveTheTargetUntouched() {
    var backup = bench.capture(MONGO.databaseName());
    var present = states();
    var damaged = Problem.of(Code.OBJECT_CORRUPT, "object 'ab12' is damaged").exception();
    CapturedStreams broken =
        new RestoreBrokenStreams(backup, MONGO.databaseName() + "/users.bson", damaged);
    try (var target = bench.target()) {
      var plan = target.plan(broken, RestoreBench.PLAIN);
      assertThatThrownBy(() -> target.restore(plan, broken, Progress.silent())).isSameAs(damaged);
    }
    assertThat(states()).isEqualTo(present);
    assertThat(own()).isEmpty();
  }

  @Test
  void aPlanSaysWhatHappensAndChangesNothing() {
    var backup = bench.capture(MONGO.databaseName());
    MONGO.database().getCollection("users").drop();
    insert("other", 1);
    var present = states();
    var plan = bench.plan(backup, RestoreBench.PLAIN);
    assertThat(plan.items())
        .extracting(PlannedItem::name, PlannedItem::action)
        .contains(
            org.assertj.core.groups.Tuple.tuple(name("orders"), Action.REPLACE),
            org.assertj.core.groups.Tuple.tuple(name("users"), Action.CREATE),
            org.assertj.core.groups.Tuple.tuple(name("other"), Action.KEEP));
    assertThat(plan.newestWrite()).isPresent();
    assertThat(plan.roomNeeded()).isPositive();
    assertThat(plan.roomFree()).isPresent();
    assertThat(plan.writers()).as("the fixture's client").isNotEmpty();
    assertThat(plan.refusals()).isEmpty();
    assertThat(states()).isEqualTo(present);
    assertThat(own()).isEmpty();
  }

  @Test
  void otherClientsAreRefusedIfItMustBeQuiet() {
    var backup = bench.capture(MONGO.databaseName());
    assertThatThrownBy(() -> bench.restore(backup, RestoreBench.QUIET))
        .isInstanceOf(ProblemException.class)
        .hasMessageContaining("other clients may write");
    assertThat(own()).isEmpty();
  }

  @Test
  void anotherKindUnderTheSameNameIsRefused() {
    var backup = bench.capture(MONGO.databaseName());
    MONGO.database().getCollection("users").drop();
    MONGO.database().createView("users", "orders", List.of());
    assertThatThrownBy(() -> bench.restore(backup, RestoreBench.PLAIN))
        .hasMessageContaining("is a collection in the backup and a view in the target");
  }

  @Test
  void twoAtATimeAreRefused() {
    var backup = bench.capture(MONGO.databaseName());
    List<Throwable> refused = new ArrayList<>();
    restore(
        backup,
        (point, id) -> {
          if (point == RestorePoint.LOADED) {
            try {
              bench.restore(backup, RestoreBench.PLAIN);
            } catch (ProblemException e) {
              refused.add(e);
            }
          }
        });
    assertThat(refused)
        .singleElement()
        .satisfies(e -> assertThat(e).hasMessageContaining("another"));
  }

  @Test
  void anUndoNamesWhatWasWrittenSinceAndKeepsIt() {
    var backup = bench.capture(MONGO.databaseName());
    insert("orders", 5);
    var before = states();
    bench.restore(backup, RestoreBench.PLAIN);
    insert("orders", 3);
    MONGO
        .database()
        .getCollection("users")
        .updateOne(new Document(), new Document("$set", new Document("n", -1)));
    try (var target = bench.target()) {
      var plan = target.planUndo().orElseThrow();
      assertThat(plan.writtenSince())
          .containsExactlyInAnyOrder(
              "'%s' has 3 documents more than were restored".formatted(name("orders")),
              "'%s' has changed documents, as many as were restored".formatted(name("users")));
      var result = target.undo(plan, Progress.silent());
      assertThat(result.aside()).hasSize(2);
      assertThat(target.planUndo()).isEmpty();
    }
    assertThat(states()).isEqualTo(before);
    assertThat(own().stream().filter(name -> name.contains(".k")).map(this::count))
        .containsExactlyInAnyOrder(103L, 10L);
  }

  @Test
  void whatIsKeptExpires() {
    var backup = bench.capture(MONGO.databaseName());
    bench.restore(backup, RestoreBench.PLAIN);
    var after = states();
    assertThat(bench.recover()).isEmpty();
    InstantSource later = InstantSource.offset(InstantSource.system(), Duration.ofDays(8));
    try (var target = bench.target(later)) {
      assertThat(target.planUndo()).isEmpty();
      assertThat(target.recover(Progress.silent())).singleElement().asString().contains("removed");
    }
    assertThat(own()).isEmpty();
    assertThat(states()).isEqualTo(after);
  }

  @Test
  void severalRestoresAreTakenBackOneByOne() {
    var first = bench.capture(MONGO.databaseName());
    insert("orders", 1);
    var second = bench.capture(MONGO.databaseName());
    insert("orders", 1);
    var third = states();
    bench.restore(first, RestoreBench.PLAIN);
    bench.restore(second, RestoreBench.PLAIN);
    bench.undo();
    assertThat(states()).isEqualTo(RestoreBench.states(first));
    bench.undo();
    assertThat(states()).isEqualTo(third);
  }

  @Test
  void anInterruptLeavesTheTargetUntouched() {
    var backup = bench.capture(MONGO.databaseName());
    var present = states();
    assertThatThrownBy(
            () ->
                restore(
                    backup,
                    (point, id) -> {
                      if (point == RestorePoint.CREATED) {
                        Thread.currentThread().interrupt();
                      }
                    }))
        .isInstanceOfSatisfying(
            ProblemException.class,
            e -> assertThat(e.problems().getFirst().code()).isEqualTo(Code.INTERRUPTED));
    assertThat(Thread.interrupted()).isTrue();
    assertThat(states()).isEqualTo(present);
    assertThat(own()).isEmpty();
  }

  private void restore(CapturedStreams backup, RestorePoint.Hook hook) {
    try (var target = bench.target(hook)) {
      var _ = target.restore(target.plan(backup, RestoreBench.PLAIN), backup, Progress.silent());
    }
  }

  private static void insert(String collection, int documents) {
    var all = new ArrayList<Document>();
    for (int i = 0; i < documents; i++) {
      all.add(new Document("n", i));
    }
    MONGO.database().getCollection(collection).insertMany(all);
  }

  private long count(String collection) {
    return MONGO.database().getCollection(collection).countDocuments();
  }

  private static String name(String collection) {
    return MONGO.databaseName() + "." + collection;
  }

  private Map<String, String> states() {
    return RestoreBench.states(bench.capture(MONGO.databaseName()));
  }

  private static List<String> own() {
    return MONGO.database().listCollectionNames().into(new ArrayList<>()).stream()
        .filter(StagedNames::isOwn)
        .toList();
  }
}
