package dev.lifeboat.source.mongo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lifeboat.problem.Code;
import dev.lifeboat.problem.Problem;
import dev.lifeboat.problem.ProblemException;
import dev.lifeboat.progress.Progress;
import dev.lifeboat.sandbox.MongodFixture;
import dev.lifeboat.source.ItemProof;
import dev.lifeboat.source.PlannedItem;
import dev.lifeboat.source.PlannedItem.Action;
import dev.lifeboat.source.RestoreRequest;
import dev.lifeboat.source.RestoreSelection;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Restores in the place of the present data. */
class RestoreInPlaceIT {
  @RegisterExtension static final MongodFixture MONGO = MongodFixture.replicaSet(1);

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
  void everyKindComesBackAndThereIsNoUndo() {
    RestoreSample.fill(MONGO.database());
    var backup = bench.capture(MONGO.databaseName());
    RestoreSample.spoil(MONGO.database());

    var plan = bench.plan(backup, RestoreBench.IN_PLACE);
    assertThat(plan.items())
        .filteredOn(item -> item.name().equals(name("messages")))
        .extracting(PlannedItem::action)
        .containsExactly(Action.REPLACE_IN_PLACE);
    assertThat(plan.warnings()).anyMatch(warning -> warning.startsWith("there is no undo"));
    assertThat(plan.roomNeeded()).isLessThan(bench.plan(backup, RestoreBench.PLAIN).roomNeeded());

    var result = bench.restore(backup, RestoreBench.IN_PLACE);
    assertThat(result.proof()).hasSameSizeAs(backup.items()).allMatch(ItemProof::holds);
    assertThat(result.keptUntil()).isEmpty();
    assertThat(states()).isEqualTo(RestoreBench.states(backup));
    assertThat(own()).containsExactly(StagedNames.JOURNAL);
    assertThat(bench.recover()).isEmpty();
    assertThatThrownBy(() -> bench.undo())
        .isInstanceOfSatisfying(
            ProblemException.class,
            e -> assertThat(e.problems()).extracting(Problem::code).contains(Code.UNDO_NOTHING))
        .hasMessageContaining("was in place: what it dropped is gone");
    var later = InstantSource.offset(InstantSource.system(), Duration.ofDays(8));
    try (var target = bench.target(later)) {
      assertThat(target.recover(Progress.silent())).isEmpty();
      assertThat(target.planUndo()).isEmpty();
    }
    assertThat(own()).isEmpty();
  }

  @Test
  void nothingIsDroppedUnlessThatIsSaid() {
    fill();
    var backup = bench.capture(MONGO.databaseName());
    var present = states();
    assertThatThrownBy(() -> bench.restore(backup, RestoreBench.inPlace(false)))
        .hasMessage("'%s' is there, with 2 more, and in place means to drop it first", name("a"));
    assertThat(states()).isEqualTo(present);
    MONGO.database().drop();
    assertThat(bench.restore(backup, RestoreBench.inPlace(false)).proof())
        .allMatch(ItemProof::holds);
    assertThat(states()).isEqualTo(present);
  }

  @Test
  void onlyWhatIsChosenIsDropped() {
    fill();
    var backup = bench.capture(MONGO.databaseName());
    insert("a", 1);
    insert("b", 1);
    bench.restore(
        backup,
        new RestoreRequest(
            RestoreBench.IN_PLACE.destination(),
            RestoreSelection.only(name("a"), name("c")).rename(name("c"), name("d")),
            false,
            false,
            false,
            Duration.ofDays(7)));
    assertThat(List.of(count("a"), count("b"), count("c"), count("d")))
        .containsExactly(100L, 101L, 100L, 100L);
  }

  @Test
  void aFailureHalfWayIsNamedAndKnownUntilItIsMended() {
    fill();
    var backup = bench.capture(MONGO.databaseName());
    var good = states();
    insert("a", 1);
    insert("b", 1);
    insert("c", 1);
    var damaged = Problem.of(Code.OBJECT_CORRUPT, "object 'ab12' is damaged").exception();
    var broken = new RestoreBrokenStreams(backup, MONGO.databaseName() + "/b.bson", damaged);
    try (var target = bench.target()) {
      var plan = target.plan(broken, RestoreBench.IN_PLACE);
      assertThatThrownBy(() -> target.restore(plan, broken, Progress.silent()))
          .isInstanceOfSatisfying(
              ProblemException.class,
              e -> {
                assertThat(e.problems())
                    .extracting(Problem::code)
                    .containsExactly(Code.RESTORE_INCOMPLETE, Code.OBJECT_CORRUPT);
                assertThat(e.problems().getFirst().message())
                    .contains("was cut off: incomplete '" + name("b") + "'");
              });
    }
    assertThat(count("a")).as("done before").isEqualTo(100);
    assertThat(bench.recover())
        .singleElement()
        .asString()
        .contains("incomplete '" + name("b") + "'", "run it again: lifeboat restore ");

    // A restore beside the present data mends it, and its undo brings the incomplete one back.
    bench.restore(backup, RestoreBench.staged(RestoreSelection.only(name("b"))));
    assertThat(bench.recover()).isEmpty();
    bench.undo();
    assertThat(bench.recover()).hasSize(1);

    bench.restore(backup, RestoreBench.IN_PLACE);
    assertThat(states()).isEqualTo(good);
    assertThat(bench.recover()).isEmpty();
  }

  @Test
  void aFailureBeforeTheFirstDropLeavesAllAsItWas() {
    fill();
    var backup = bench.capture(MONGO.databaseName());
    insert("a", 1);
    var present = states();
    var damaged = Problem.of(Code.OBJECT_CORRUPT, "object 'ab12' is damaged").exception();
    var broken =
        new RestoreBrokenStreams(backup.with("oplog.bson", new byte[0]), "oplog.bson", damaged);
    try (var target = bench.target()) {
      var plan = target.plan(broken, RestoreBench.IN_PLACE);
      assertThatThrownBy(() -> target.restore(plan, broken, Progress.silent())).isSameAs(damaged);
    }
    assertThat(states()).isEqualTo(present);
    assertThat(own()).isEmpty();
  }

  @Test
  void anInterruptIsNotTheEndOfIt() {
    fill();
    var backup = bench.capture(MONGO.databaseName());
    var main = Thread.currentThread();
    try (var target =
        bench.target(
            (point, id) -> {
              if (point == RestorePoint.DROPPED) {
                main.interrupt();
              }
            })) {
      var plan = target.plan(backup, RestoreBench.IN_PLACE);
      assertThatThrownBy(() -> target.restore(plan, backup, Progress.silent()))
          .isInstanceOfSatisfying(
              ProblemException.class,
              e -> assertThat(e.problems()).extracting(Problem::code).contains(Code.INTERRUPTED));
    }
    assertThat(Thread.interrupted()).isTrue();
    assertThat(bench.recover()).hasSize(1);
    bench.restore(backup, RestoreBench.IN_PLACE);
    assertThat(bench.recover()).isEmpty();
  }

  private static void fill() {
    insert("a", 100);
    insert("b", 100);
    insert("c", 100);
  }

  private static void insert(String collection, int documents) {
    MONGO
        .database()
        .getCollection(collection)
        .insertMany(IntStream.range(0, documents).mapToObj(i -> new Document("n", i)).toList());
  }

  private static long count(String collection) {
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
