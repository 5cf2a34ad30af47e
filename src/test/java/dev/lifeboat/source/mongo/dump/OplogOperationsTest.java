package dev.lifeboat.source.mongo.dump;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.MongoCommandException;
import com.mongodb.ServerAddress;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.bson.BsonDocument;
import org.junit.jupiter.api.Test;

class OplogOperationsTest {
  private final OplogOperations operations = new OplogOperations();

  /** What is to be applied after each of these entries, as JSON. */
  private List<String> of(String... entries) {
    return Stream.of(entries)
        .flatMap(entry -> operations.of(BsonDocument.parse(entry)).stream())
        .map(BsonDocument::toJson)
        .toList();
  }

  private static String command(String command) {
    return "{op: 'c', ns: 'shop.$cmd', o: " + command + "}";
  }

  private static Map<String, List<BsonDocument>> indexes(String... byCollection) {
    Map<String, List<BsonDocument>> indexes = new LinkedHashMap<>();
    for (String each : byCollection) {
      List<BsonDocument> specs = new ArrayList<>();
      specs.add(BsonDocument.parse("{name: 'a_1', key: {a: 1}, expireAfterSeconds: 9}"));
      indexes.put(each, specs);
    }
    return indexes;
  }

  private String changed(String... byCollection) {
    Map<String, List<BsonDocument>> indexes = indexes(byCollection);
    operations.change(indexes);
    return indexes.toString().replace("\"", "");
  }

  @Test
  void changesOfDocumentsAreAppliedWithoutWhatIsOfTheServer() {
    assertThat(
            of(
                "{op: 'i', ns: 'shop.a', ui: 1, t: 3, v: 2, o: {_id: 1}}",
                "{op: 'u', ns: 'shop.a', ui: 1, o2: {_id: 1}, o: {$v: 2, diff: {u: {x: 2}}}}",
                "{op: 'd', ns: 'shop.a', ui: 1, o: {_id: 1}}"))
        .containsExactly(
            "{\"op\": \"i\", \"ns\": \"shop.a\", \"o\": {\"_id\": 1}}",
            "{\"op\": \"u\", \"ns\": \"shop.a\", \"o\": {\"$v\": 2, \"diff\": {\"u\": {\"x\": 2}}},"
                + " \"o2\": {\"_id\": 1}}",
            "{\"op\": \"d\", \"ns\": \"shop.a\", \"o\": {\"_id\": 1}}");
  }

  @Test
  void whatIsOfTheServerIsPassedOver() {
    assertThat(
            of(
                "{op: 'n', ns: '', o: {msg: 'periodic noop'}}",
                "{op: 'xi', ns: 'shop.a', o: {}}",
                "{op: 'i', ns: 'config.transactions', o: {_id: 1}}",
                "{op: 'd', ns: 'local.x', o: {_id: 1}}",
                command("{startIndexBuild: 'a'}"),
                command("{abortIndexBuild: 'a'}")))
        .isEmpty();
  }

  @Test
  void aTransactionComesWhenItIsCommitted() {
    String session = ", lsid: {id: 1}, txnNumber: 7}";
    String insert = "{op: 'i', ns: 'shop.a', o: {_id: %d}}";
    assertThat(
            of(
                "{op: 'c', ns: 'admin.$cmd', o: {applyOps: [%s], partialTxn: true}"
                        .formatted(insert.formatted(1))
                    + session,
                "{op: 'c', ns: 'admin.$cmd', o: {applyOps: [%s], prepare: true}"
                        .formatted(insert.formatted(2))
                    + session))
        .isEmpty();
    assertThat(of("{op: 'c', ns: 'admin.$cmd', o: {commitTransaction: 1}, txnNumber: 8}"))
        .as("another one")
        .isEmpty();
    assertThat(of("{op: 'c', ns: 'admin.$cmd', o: {commitTransaction: 1}" + session))
        .hasSize(2)
        .first()
        .asString()
        .contains("\"_id\": 1");
    assertThat(of("{op: 'c', ns: 'admin.$cmd', o: {commitTransaction: 1}" + session))
        .as("only once")
        .isEmpty();
  }

  @Test
  void aTransactionThatWasGivenUpNeverComes() {
    String session = ", lsid: {id: 1}, txnNumber: 7}";
    String insert = "{op: 'i', ns: 'shop.a', o: {_id: 1}}";
    assertThat(
            of(
                "{op: 'c', ns: 'admin.$cmd', o: {applyOps: ["
                    + insert
                    + "], prepare: true}"
                    + session,
                "{op: 'c', ns: 'admin.$cmd', o: {abortTransaction: 1}" + session,
                "{op: 'c', ns: 'admin.$cmd', o: {commitTransaction: 1}" + session))
        .isEmpty();
  }

  @Test
  void operationsInOneEntryComeOneByOneHoweverDeep() {
    assertThat(
            of(
                "{op: 'c', ns: 'admin.$cmd', o: {applyOps: [{op: 'i', ns: 'shop.a', o: {_id: 1}},"
                    + " {op: 'c', ns: 'admin.$cmd', o: {applyOps: [{op: 'd', ns: 'shop.b', o: {_id:"
                    + " 2}}]}}]}}"))
        .hasSize(2);
  }

  @Test
  void indexesAreWhatTheyWereInTheEnd() {
    assertThat(
            of(
                command("{createIndexes: 'a', v: 2, key: {b: 1}, name: 'b_1'}"),
                command(
                    "{commitIndexBuild: 'new', indexes: [{v: 2, key: {c: 1}, name: 'c_1'}, {v: 2,"
                        + " key: {d: 1}, name: 'd_1'}]}"),
                command("{dropIndexes: 'a', index: 'a_1'}"),
                command("{dropIndexes: 'new', index: 'c_1'}")))
        .as("indexes come last, all at once")
        .isEmpty();
    assertThat(changed("shop.a"))
        .isEqualTo(
            "{shop.a=[{v: 2, key: {b: 1}, name: b_1}], shop.new=[{v: 2, key: {d: 1}, name: d_1}]}");
  }

  @Test
  void indexesFollowTheirCollections() {
    assertThat(
            of(
                command("{drop: 'gone'}"),
                command("{renameCollection: 'shop.old', to: 'shop.new', dropTarget: true}"),
                "{op: 'c', ns: 'other.$cmd', o: {dropDatabase: 1}}",
                command("{dropIndexes: 'bare', index: '*'}")))
        .hasSize(3);
    assertThat(changed("shop.gone", "shop.old", "shop.new", "other.a", "shop.bare"))
        .startsWith("{shop.bare=[], shop.new=[{name: a_1, key: {a: 1}, expireAfterSeconds: 9}")
        .doesNotContain("gone", "old", "other");
  }

  @Test
  void changesOfIndexesCountThoughTheIndexIsNotThereYet() {
    assertThat(
            of(
                command("{collMod: 'a', index: {name: 'a_1', expireAfterSeconds: 60}}"),
                command("{collMod: 'b', index: {keyPattern: {a: 1}, hidden: true}}")))
        .isEmpty();
    assertThat(changed("shop.a", "shop.b"))
        .contains("shop.a=[{name: a_1, key: {a: 1}, expireAfterSeconds: 60}]")
        .contains("shop.b=[{name: a_1, key: {a: 1}, expireAfterSeconds: 9, hidden: true}]");
    assertThat(of(command("{collMod: 'a', validator: {x: 1}}"))).hasSize(1);
  }

  @Test
  void theLastEntryTellsTheMoment() {
    assertThat(operations.last()).isEmpty();
    var _ = of("{op: 'n', ns: '', o: {}, ts: {$timestamp: {t: 100, i: 1}}}");
    var _ = of("{op: 'n', ns: '', o: {}, ts: {$timestamp: {t: 200, i: 1}}}");
    assertThat(operations.last()).contains(Instant.ofEpochSecond(200));
  }

  @Test
  void onlyWhatIsDoneAlreadyIsHarmless() {
    assertThat(harmless("{create: 'a'}", 48)).isTrue();
    assertThat(harmless("{drop: 'a'}", 26)).isTrue();
    assertThat(harmless("{create: 'a'}", 26)).isFalse();
    assertThat(harmless("{drop: 'a'}", 13)).isFalse();
    assertThat(harmless("{renameCollection: 'a'}", 26)).isFalse();
  }

  private static boolean harmless(String command, int code) {
    return OplogOperations.isHarmless(
        BsonDocument.parse(command(command)),
        new MongoCommandException(
            BsonDocument.parse("{ok: 0, code: " + code + "}"), new ServerAddress()));
  }
}
