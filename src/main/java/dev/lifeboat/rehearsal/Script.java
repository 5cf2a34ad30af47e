package dev.lifeboat.rehearsal;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicLong;
import org.bson.BsonArray;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonInt64;
import org.bson.BsonObjectId;
import org.bson.BsonString;
import org.bson.types.ObjectId;

/** What a replica set of one node with one collection answers. */
final class Script {
  static final String DATABASE = "rehearsal";
  private static final String NAMESPACE = DATABASE + ".messages";

  /** Enough for the JVM to see what is done often. */
  private static final int BATCHES = 24;

  private static final int DOCUMENTS = 1_000;
  private static final int WORDS = 150;

  private static final String UUID =
      "uuid: {$binary: {base64: 'ItBZwznySxaYmjgTkXLieg==', subType: '04'}}";
  private static final String ENTRY =
      "{ts: {$timestamp: {t: 1000000000, i: 1}}, t: {$numberLong: '1'}";

  private final BsonDocument hello;
  private final List<String> words = new ArrayList<>();
  private final AtomicLong cursors = new AtomicLong();
  private final ConcurrentMap<Long, Integer> left = new ConcurrentHashMap<>();

  Script(String address) {
    hello =
        ok(
            """
            helloOk: true, ismaster: true, isWritablePrimary: true, secondary: false,
            setName: 'rehearsal', setVersion: 1, hosts: ['%1$s'], primary: '%1$s', me: '%1$s',
            lastWrite: {opTime: %2$s}, majorityOpTime: %2$s},
              lastWriteDate: {$date: '2001-09-09T01:46:40Z'}},
            maxBsonObjectSize: 16777216, maxMessageSizeBytes: 48000000, maxWriteBatchSize: 100000,
            logicalSessionTimeoutMinutes: 30, minWireVersion: 0, maxWireVersion: 17, readOnly: false
            """
                .formatted(address, ENTRY));
    Random random = new Random(1);
    for (int i = 0; i < 4_000; i++) {
      words.add(Integer.toString(random.nextInt(Integer.MAX_VALUE), Character.MAX_RADIX));
    }
  }

  BsonDocument hello() {
    return hello;
  }

  byte[] answer(BsonDocument command) {
    String name = command.getFirstKey();
    return switch (name) {
      case "getMore" -> more(command.getNumber(name).longValue());
      case "find" -> found(command);
      default -> RehearsalServer.bytes(brief(name, command));
    };
  }

  private BsonDocument brief(String name, BsonDocument command) {
    boolean ours = command.getString("$db").getValue().equals(DATABASE);
    return switch (name) {
      case "hello", "isMaster" -> hello;
      case "buildInfo" -> ok("version: '6.0.5', versionArray: [6, 0, 5, 0]");
      case "listDatabases" -> ok("databases: [{name: '" + DATABASE + "'}]");
      case "listCollections" ->
          cursor(
              ours
                  ? "{name: 'messages', type: 'collection', options: {}, info: {readOnly: false, "
                      + UUID
                      + "}, idIndex: {v: 2, key: {_id: 1}, name: '_id_'}}"
                  : "");
      case "listIndexes" -> cursor("{v: 2, key: {_id: 1}, name: '_id_'}");
      case "collStats" -> ok("ns: '" + NAMESPACE + "', count: 1000, size: 1000000, nindexes: 1");
      case "replSetGetConfig" ->
          ok("config: {settings: {replicaSetId: {$oid: '000000000000000000000001'}}}");
      case "getParameter" -> ok("minSnapshotHistoryWindowInSeconds: 300");
      default -> ok("answered: 1");
    };
  }

  private byte[] found(BsonDocument command) {
    // Documents are read by the collection's UUID.
    if (command.isBinary("find")) {
      long cursor = cursors.incrementAndGet();
      left.put(cursor, BATCHES);
      return batch(cursor, "firstBatch", 0, 100);
    }
    boolean oplog = command.getString("$db").getValue().equals("local");
    return RehearsalServer.bytes(
        cursor(oplog ? ENTRY + ", op: 'n', ns: '', o: {msg: ''}, v: 2}" : ""));
  }

  private byte[] more(long cursor) {
    int after = left.merge(cursor, -1, Integer::sum);
    return batch(cursor, "nextBatch", (BATCHES - after) * DOCUMENTS, DOCUMENTS);
  }

  private byte[] batch(long cursor, String name, int first, int documents) {
    BsonArray batch = new BsonArray(documents);
    for (int i = first; i < first + documents; i++) {
      // Each time another one in a hundred has changed, so that deltas are seen as well.
      batch.add(document(i, i % 100 == 7 * cursor ? cursor : 0));
    }
    long open = first == BATCHES * DOCUMENTS ? 0 : cursor;
    return RehearsalServer.bytes(
        new BsonDocument(
                "cursor",
                new BsonDocument("id", new BsonInt64(open))
                    .append("ns", new BsonString(NAMESPACE))
                    .append(name, batch))
            .append("ok", new BsonInt32(1)));
  }

  private BsonDocument document(int number, long version) {
    Random random = new Random(number + (version << Integer.SIZE));
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < WORDS; i++) {
      text.append(words.get(random.nextInt(words.size()))).append(' ');
    }
    return new BsonDocument("_id", new BsonObjectId(new ObjectId(0, number)))
        .append("text", new BsonString(text.toString()));
  }

  private static BsonDocument cursor(String document) {
    return ok(
        "cursor: {id: {$numberLong: '0'}, ns: '"
            + NAMESPACE
            + "', firstBatch: ["
            + document
            + "]}");
  }

  private static BsonDocument ok(String fields) {
    return BsonDocument.parse("{" + fields + ", ok: 1}");
  }
}
