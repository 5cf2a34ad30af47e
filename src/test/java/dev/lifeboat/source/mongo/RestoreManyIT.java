package dev.lifeboat.source.mongo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.MongoNamespace;
import com.mongodb.client.model.CreateCollectionOptions;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.ValidationOptions;
import dev.lifeboat.problem.Code;
import dev.lifeboat.problem.Problem;
import dev.lifeboat.problem.ProblemException;
import dev.lifeboat.progress.Progress;
import dev.lifeboat.sandbox.MongodFixture;
import dev.lifeboat.source.ItemProof;
import dev.lifeboat.source.PhaseTime;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.bson.BsonDocument;
import org.bson.Document;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Many tiny collections, which are made in waves. */
class RestoreManyIT {
  @RegisterExtension static final MongodFixture MONGO = MongodFixture.replicaSet(1);
  private static final int MANY = 12;

  @TempDir private Path scratch;
  private RestoreBench bench;

  @BeforeEach
  void fill() {
    bench = new RestoreBench(MONGO.uri(), scratch);
    var database = MONGO.database();
    database.drop();
    for (int i = 0; i < MANY; i++) {
      var tiny = database.getCollection("tiny" + i);
      tiny.createIndex(Indexes.ascending("a"));
      tiny.insertOne(new Document("_id", i).append("a", i));
    }
    database
        .getCollection("tiny0")
        .createIndex(Indexes.ascending("at"), new IndexOptions().expireAfter(99L, TimeUnit.DAYS));
    var odd = new ValidationOptions().validator(new Document("a", 1));
    database.createCollection("validated", new CreateCollectionOptions().validationOptions(odd));
    database.createCollection("view 1");
  }

  @Test
  void theyComeBackStagedAndGoAgain() {
    var backup = bench.capture(MONGO.databaseName());
    var good = states();
    spoil();
    var spoilt = states();

    var result = bench.restore(backup, RestoreBench.PLAIN);
    assertThat(result.proof()).hasSameSizeAs(backup.items()).allMatch(ItemProof::holds);
    assertThat(result.phases()).extracting(PhaseTime::name).contains("small collections");
    assertThat(states()).isEqualTo(good);
    bench.undo();
    assertThat(states()).isEqualTo(spoilt);
  }

  @Test
  void whatIsDamagedEndsAWaveInPlaceAndIsNamed() {
    var backup = bench.capture(MONGO.databaseName());
    var good = states();
    spoil();
    var damaged = Problem.of(Code.OBJECT_CORRUPT, "object 'ab12' is damaged").exception();
    var broken = new RestoreBrokenStreams(backup, MONGO.databaseName() + "/tiny7.bson", damaged);
    try (var target = bench.target()) {
      var plan = target.plan(broken, RestoreBench.IN_PLACE);
      assertThatThrownBy(() -> target.restore(plan, broken, Progress.silent()))
          .isInstanceOfSatisfying(
              ProblemException.class,
              e ->
                  assertThat(e.problems())
                      .extracting(Problem::code)
                      .containsExactly(Code.RESTORE_INCOMPLETE, Code.OBJECT_CORRUPT))
          .hasMessageContaining("'" + MONGO.databaseName() + ".tiny7'");
    }
    assertThat(bench.restore(backup, RestoreBench.IN_PLACE).proof()).allMatch(ItemProof::holds);
    assertThat(states()).isEqualTo(good);
    assertThat(bench.recover()).isEmpty();
  }

  @Test
  void whatNoTransactionCanMakeIsMadeForItself() {
    var backup = bench.capture(MONGO.databaseName());
    try (var connection = MongoConnection.toWrite(bench.settings())) {
      var server = new RestoreServer(connection);
      var items = RestoreItem.all(backup).stream().filter(i -> !i.kind().isAccounts()).toList();
      var waves = new StagedWaves(server, item -> StagedNames.staged("aaaaaa", item.n()));
      server.run(
          MONGO.databaseName(),
          BsonDocument.parse("{create: '%s'}".formatted(StagedNames.staged("aaaaaa", 3))));
      var made = new ArrayList<RestoreItem>();
      var left = waves.create(items, made::add);
      assertThat(left).extracting(RestoreItem::n).contains(3);
      assertThat(made).hasSize(items.size() - left.size());
      server.drop(
          MONGO.databaseName(),
          items.stream().map(item -> StagedNames.staged("aaaaaa", item.n())).toList());
      assertThat(MONGO.database().listCollectionNames().into(new ArrayList<>()))
          .noneMatch(name -> name.startsWith("__lifeboat."));
    }
  }

  @Test
  void tooManyForOneActAreSwappedManyAtATimeAndNothingIsLost() {
    var database = MONGO.database();
    try (var connection = MongoConnection.toWrite(bench.settings())) {
      var server = new RestoreServer(connection);
      var pairs = new ArrayList<SwapPair>();
      for (int i = 0; i < MANY; i++) {
        var staged = "__lifeboat.sbbbbbb." + i;
        database.getCollection(staged).insertOne(new Document("new", i));
        var incoming = uuid(server, staged);
        pairs.add(
            new SwapPair(
                database.getName(), "tiny" + i, incoming, staged, "__lifeboat.kbbbbbb." + i));
      }
      // Half of one pair has happened, and an application has made a collection of that name since.
      database
          .getCollection("tiny5")
          .renameCollection(new MongoNamespace(database.getName(), "__lifeboat.kbbbbbb.5"));
      database.getCollection("tiny5").insertOne(new Document("meanwhile", true));

      new SwapAct(server, () -> {}, 0).run(pairs);

      for (int i = 0; i < MANY; i++) {
        assertThat(database.getCollection("tiny" + i).find().first()).containsEntry("new", i);
        assertThat(database.getCollection("__lifeboat.kbbbbbb." + i).find().first())
            .containsEntry("a", i);
      }
      assertThat(database.getCollection("__lifeboat.kbbbbbb.5.later").find().first())
          .containsEntry("meanwhile", true);
    }
    database.drop();
  }

  private static Optional<UUID> uuid(RestoreServer server, String name) {
    return server.collection(MONGO.databaseName(), name).flatMap(SwapLook::uuid);
  }

  private static void spoil() {
    for (int i = 0; i < MANY; i += 2) {
      MONGO.database().getCollection("tiny" + i).deleteMany(new Document());
    }
    MONGO.database().getCollection("tiny3").drop();
  }

  private Map<String, String> states() {
    return RestoreBench.states(bench.capture(MONGO.databaseName()));
  }
}
