package dev.lifeboat.source.mongo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lifeboat.problem.ProblemException;
import dev.lifeboat.source.Fingerprint;
import dev.lifeboat.source.Item;
import dev.lifeboat.source.OplogTime;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.bson.BsonBinary;
import org.bson.BsonDocument;
import org.bson.BsonInt64;
import org.bson.BsonString;
import org.bson.BsonTimestamp;
import org.bson.RawBsonDocument;
import org.bson.codecs.BsonDocumentCodec;
import org.junit.jupiter.api.Test;

/** What collections become, by entries as MongoDB 6.0 writes them. */
class ReplayHistoryTest {
  private static final UUID ORDERS = new UUID(0, 1);
  private static final UUID OTHER = new UUID(0, 2);
  private static final UUID THIRD = new UUID(0, 3);
  private static final OplogTime BASE = new OplogTime(100, 0);

  private final ReplayHistory history = new ReplayHistory(BASE);
  private int second = 100;

  ReplayHistoryTest() {
    history.add(
        ReplayCollection.of(
            ORDERS,
            item("shop.orders"),
            new CollectionInfo(
                "shop",
                "orders",
                CollectionInfo.Type.COLLECTION,
                Optional.of(ORDERS),
                new BsonDocument(),
                List.of(BsonDocument.parse("{v: 2, key: {_id: 1}, name: '_id_'}")))));
  }

  private static Item item(String name) {
    return new Item(
        name,
        "collection",
        Optional.of(new Fingerprint("0".repeat(64), 10, 100)),
        1,
        List.of(),
        Map.of(),
        Optional.empty());
  }

  @Test
  void aNamePassesFromOneCollectionToAnother() {
    command(ORDERS, "{renameCollection: 'shop.orders', to: 'shop.sold', stayTemp: false}");
    command(OTHER, "{create: 'orders', idIndex: {v: 2, key: {_id: 1}, name: '_id_'}}");
    change('i', ORDERS);
    change('i', OTHER);
    change('i', OTHER);
    assertThat(names()).containsOnlyKeys("shop.orders", "shop.sold");
    assertThat(named("shop.orders").documents()).contains(2L);
    assertThat(named("shop.sold").documents()).contains(11L);
  }

  @Test
  void whatOutMakesTakesThePlaceOfWhatWasThere() {
    command(OTHER, "{create: 'tmp.agg_out.1', temp: true}");
    change('i', OTHER);
    command(OTHER, "{createIndexes: 'tmp.agg_out.1', v: 2, key: {a: 1}, name: 'a_1'}");
    rename(OTHER, "shop.tmp.agg_out.1", "shop.orders", ORDERS);
    var left = named("shop.orders");
    assertThat(names()).hasSize(1);
    assertThat(left.uuid).isEqualTo(OTHER);
    assertThat(left.info().temporary()).isFalse();
    assertThat(left.info().indexes())
        .extracting(index -> index.get("name"))
        .containsExactly(new BsonString("a_1"));
  }

  @Test
  void aCollectionOfBeforeTheBackupThatItRenamesOverIsGone() {
    second = 90;
    command(OTHER, "{create: 'orders'}");
    change('i', OTHER);
    // The backup has what took its name, so it doesn't care for this, but for what it drops.
    rename(ORDERS, "shop.tmp.agg_out.1", "shop.orders", OTHER);
    assertThat(names()).containsOnlyKeys("shop.orders");
    assertThat(named("shop.orders").uuid).isEqualTo(ORDERS);
    assertThat(named("shop.orders").counts().operations()).isZero();
  }

  @Test
  void ofATransactionOnlyWhatWasCommittedCounts() {
    take(transaction(1, 0, true, false, "i", "i"));
    take(transaction(1, second, false, false, "d"));
    assertThat(named("shop.orders").documents()).contains(11L);
    take(transaction(2, 0, false, true, "i"));
    take(decision(2, second, "abortTransaction"));
    take(transaction(3, 0, false, true, "i"));
    assertThat(named("shop.orders").documents()).contains(11L);
    assertThat(history.transactions().lacksBeginning()).isFalse();
  }

  @Test
  void aTransactionThatWasPreparedBeforeTheBackupCountsWhenItIsCommittedAfterIt() {
    second = 90;
    var prepared = transaction(1, 0, false, true, "i", "i");
    take(prepared);
    int then = second;
    second = 110;
    take(decision(1, then, "commitTransaction"));
    assertThat(named("shop.orders").documents()).contains(12L);
    assertThat(history.transactions().effective(entry(prepared)))
        .contains(new OplogTime(second, 1));
  }

  @Test
  void aTransactionWhoseBeginningIsMissingIsNoticed() {
    take(transaction(1, 95, false, false, "i"));
    assertThat(history.transactions().lacksBeginning()).isTrue();
  }

  @Test
  void whatIsntInTheBackupAndWasntMadeSinceIsUnknown() {
    change('i', THIRD);
    command(THIRD, "{renameCollection: 'shop.x', to: 'shop.y'}");
    assertThat(named("shop.y").isWhole()).isFalse();
    command(THIRD, "{drop: 'y'}");
    assertThat(names()).containsOnlyKeys("shop.orders");
  }

  @Test
  void aCollectionThatIsEmptiedNeedsNothingOfBefore() {
    change('i', ORDERS);
    command(ORDERS, "{emptycapped: 'orders'}");
    change('i', ORDERS);
    var orders = named("shop.orders");
    assertThat(orders.documents()).contains(1L);
    assertThat(orders.counts(new OplogTime(101, 1), BASE)).isFalse();
    assertThat(orders.counts(new OplogTime(103, 1), BASE)).isTrue();
  }

  @Test
  void optionsAndIndexesFollowCollMod() {
    command(ORDERS, "{createIndexes: 'orders', v: 2, key: {at: 1}, name: 'at_1'}");
    command(ORDERS, "{collMod: 'orders', index: {name: 'at_1', hidden: true}}");
    command(ORDERS, "{collMod: 'orders', index: {name: 'at_1', expireAfterSeconds: 5}}");
    command(ORDERS, "{collMod: 'orders', validator: {a: 1}, validationLevel: 'moderate'}");
    var info = named("shop.orders").info();
    assertThat(info.indexes().getLast())
        .isEqualTo(
            BsonDocument.parse(
                "{v: 2, key: {at: 1}, name: 'at_1', hidden: true, expireAfterSeconds: 5}"));
    assertThat(info.options())
        .isEqualTo(
            BsonDocument.parse(
                "{validator: {a: 1}, validationLevel: 'moderate', validationAction: 'error'}"));
    command(ORDERS, "{dropIndexes: 'orders', index: 'at_1'}");
    assertThat(named("shop.orders").info().indexes()).hasSize(1);
  }

  @Test
  void aTimeSeriesIsAsItWasAskedFor() {
    command(
        OTHER,
        "{create: 'system.buckets.heat', validator: {}, clusteredIndex: true, timeseries:"
            + " {timeField: 't', metaField: 'm', granularity: 'seconds',"
            + " bucketMaxSpanSeconds: 3600}}");
    command(
        OTHER,
        "{commitIndexBuild: 'system.buckets.heat', indexes: [{v: 2, key: {'meta.x': 1,"
            + " 'control.min.t': 1, 'control.max.t': 1}, name: 'i'}]}");
    command(OTHER, "{collMod: 'system.buckets.heat', timeseries: {granularity: 'hours'}}");
    var info = Objects.requireNonNull(history.collections().get(OTHER)).info();
    assertThat(info.namespace()).isEqualTo("shop.heat");
    assertThat(info.type()).isEqualTo(CollectionInfo.Type.TIMESERIES);
    assertThat(info.indexes())
        .containsExactly(BsonDocument.parse("{v: 2, key: {'m.x': 1, t: 1}, name: 'i'}"));
    assertThat(info.options())
        .isEqualTo(
            BsonDocument.parse(
                "{timeseries: {timeField: 't', metaField: 'm', granularity: 'hours',"
                    + " bucketMaxSpanSeconds: 2592000}}"));
  }

  @Test
  void viewsAreDocuments() {
    view('i', "{_id: 'shop.cheap', viewOn: 'orders', pipeline: []}");
    view('u', "{_id: 'shop.cheap', viewOn: 'orders', pipeline: [{$limit: 1}]}");
    view('i', "{_id: 'shop.gone', viewOn: 'orders', pipeline: []}");
    view('d', "{_id: 'shop.gone'}");
    view('i', "{_id: 'shop.heat', viewOn: 'system.buckets.heat', pipeline: []}");
    assertThat(history.views())
        .containsExactly(
            Map.entry(
                "shop.cheap", BsonDocument.parse("{viewOn: 'orders', pipeline: [{$limit: 1}]}")));
  }

  @Test
  void whatNobodyKnowsIsRefused() {
    assertThatThrownBy(() -> command(ORDERS, "{importCollection: 'orders'}"))
        .isInstanceOf(ProblemException.class)
        .hasMessageContaining("the command 'importCollection' on 'shop'");
  }

  private Map<String, ReplayCollection> names() {
    var names = new TreeMap<String, ReplayCollection>();
    history.collections().values().stream()
        .filter(ReplayCollection::isAlive)
        .forEach(each -> names.put(each.namespace(), each));
    return names;
  }

  private ReplayCollection named(String name) {
    return Objects.requireNonNull(names().get(name));
  }

  private void rename(UUID uuid, String from, String to, UUID target) {
    var command = BsonDocument.parse("{renameCollection: '%s', to: '%s'}".formatted(from, to));
    command
        .append("stayTemp", org.bson.BsonBoolean.FALSE)
        .append("dropTarget", new BsonBinary(target));
    take(operation("c", "shop.$cmd", uuid, command));
  }

  private void command(UUID uuid, String json) {
    take(operation("c", "shop.$cmd", uuid, BsonDocument.parse(json)));
  }

  private void change(char op, UUID uuid) {
    take(operation(String.valueOf(op), "shop.x", uuid, BsonDocument.parse("{_id: 1}")));
  }

  private void view(char op, String json) {
    take(
        operation(
            String.valueOf(op), "shop.system.views", new UUID(0, 9), BsonDocument.parse(json)));
  }

  private static BsonDocument operation(String op, String ns, UUID uuid, BsonDocument o) {
    return new BsonDocument("op", new BsonString(op))
        .append("ns", new BsonString(ns))
        .append("ui", new BsonBinary(uuid))
        .append("o", o);
  }

  private static BsonDocument transaction(
      int number, int previous, boolean partial, boolean prepared, String... ops) {
    var list = new org.bson.BsonArray();
    for (String op : ops) {
      list.add(operation(op, "shop.orders", ORDERS, BsonDocument.parse("{_id: 1}")));
    }
    var command = new BsonDocument("applyOps", list);
    if (partial) {
      command.append("partialTxn", org.bson.BsonBoolean.TRUE);
    }
    if (prepared) {
      command.append("prepare", org.bson.BsonBoolean.TRUE);
    }
    return session(number, previous, command);
  }

  private static BsonDocument decision(int number, int previous, String command) {
    return session(number, previous, new BsonDocument(command, new BsonInt64(1)));
  }

  private static BsonDocument session(int number, int previous, BsonDocument command) {
    return new BsonDocument("lsid", new BsonDocument("id", new BsonBinary(new UUID(7, 7))))
        .append("txnNumber", new BsonInt64(number))
        .append("op", new BsonString("c"))
        .append("ns", new BsonString("admin.$cmd"))
        .append("o", command)
        .append(
            "prevOpTime",
            new BsonDocument("ts", new BsonTimestamp(previous, previous == 0 ? 0 : 1)));
  }

  private void take(BsonDocument entry) {
    entry.append("ts", new BsonTimestamp(++second, 1));
    history.take(entry(entry));
  }

  private static ReplayEntry entry(BsonDocument document) {
    var bytes = new RawBsonDocument(document, new BsonDocumentCodec()).getByteBuffer();
    var copy = new byte[bytes.remaining()];
    bytes.get(copy);
    return ReplayEntry.at(copy, 0);
  }
}
