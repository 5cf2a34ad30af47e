package dev.lifeboat.source.mongo;

import com.mongodb.MongoClientSettings;
import com.mongodb.MongoCommandException;
import com.mongodb.MongoException;
import com.mongodb.ReadPreference;
import com.mongodb.client.ClientSession;
import com.mongodb.client.MongoClient;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Sorts;
import dev.lifeboat.problem.Code;
import dev.lifeboat.problem.Problem;
import dev.lifeboat.source.OplogBrokenException;
import dev.lifeboat.source.OplogFeed;
import dev.lifeboat.source.OplogPosition;
import dev.lifeboat.source.OplogTime;
import java.time.Duration;
import java.time.Instant;
import org.bson.BsonBoolean;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonInt64;
import org.bson.BsonString;
import org.bson.BsonTimestamp;
import org.bson.RawBsonDocument;
import org.bson.codecs.configuration.CodecRegistries;
import org.bson.codecs.configuration.CodecRegistry;
import org.jspecify.annotations.Nullable;

/** Tails {@code local.oplog.rs} with a read concern of majority. */
public final class MongoOplogFeed implements OplogFeed {
  private static final String LOCAL = "local";
  private static final String OPLOG = "oplog.rs";
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Duration PAUSE = Duration.ofMillis(50);
  private static final int CURSOR_NOT_FOUND = 43;
  private static final int CAPPED_POSITION_LOST = 136;

  private final MongoConnection connection;
  private final MongoClient client;
  private final ClientSession session;
  private final ReplyCodec replies = new ReplyCodec();
  private final CodecRegistry codecs;
  private final OpenTransactions open = new OpenTransactions();
  private final String set;
  private @Nullable RawBatch first;
  private long cursor;
  private @Nullable OplogPosition last;

  private MongoOplogFeed(MongoConnection connection, String set) {
    this.connection = connection;
    this.client = connection.client();
    this.session = connection.session(client);
    this.set = set;
    this.codecs =
        CodecRegistries.fromRegistries(
            CodecRegistries.fromCodecs(replies), MongoClientSettings.getDefaultCodecRegistry());
    replies.reuse(true);
  }

  /**
   * Connects to a member of a replica set.
   *
   * @throws dev.lifeboat.problem.ProblemException MONGO_UNSUPPORTED, if it is no replica set;
   *     MONGO_UNAUTHORIZED, if the user may not ask for the set's configuration
   */
  public static MongoOplogFeed open(MongoSettings settings) {
    MongoConnection connection = MongoConnection.toRead(settings);
    try {
      if (!connection.server().inReplicaSet()) {
        throw Problem.of(
                Code.MONGO_UNSUPPORTED,
                "the MongoDB at '%s' is a standalone server, which has no oplog"
                    .formatted(connection.errors().where()),
                "what it loses with its host is what was written since the last backup: its RPO is"
                    + " the backup schedule",
                "make it a replica set of one member: docs/guide/point-in-time.md")
            .exception();
      }
      return new MongoOplogFeed(connection, new ReplicaSetId(connection).read());
    } catch (RuntimeException e) {
      connection.close();
      throw e;
    }
  }

  @Override
  public String set() {
    return set;
  }

  @Override
  public Start start() {
    Oplog oplog = new Oplog(connection);
    BsonTimestamp from = oplog.start();
    return connection
        .errors()
        .during(
            "read the oplog",
            () -> {
              RawBsonDocument entry = entry(from);
              if (entry == null) {
                throw Problem.of(
                        Code.MONGO_FAILED, "the oplog was overwritten while it was looked at")
                    .exception();
              }
              return new Start(position(entry), OplogTime.of(oplog.newest().getValue()));
            });
  }

  private @Nullable RawBsonDocument entry(BsonTimestamp ts) {
    return client
        .getDatabase(LOCAL)
        .getCollection(OPLOG, RawBsonDocument.class)
        .find(Filters.eq("ts", ts))
        .limit(1)
        .first();
  }

  private static OplogPosition position(RawBsonDocument entry) {
    return new OplogPosition(
        OplogTime.of(entry.getTimestamp("ts").getValue()),
        entry.getInt64("t").getValue(),
        Instant.ofEpochMilli(entry.getDateTime("wall").getValue()));
  }

  @Override
  public void from(OplogPosition entry) {
    BsonTimestamp ts = new BsonTimestamp(entry.time().toLong());
    open.unknownUntil(OplogTime.of(new Oplog(connection).newest().getValue()));
    RawBatch batch = confirmed(ts);
    boolean exact =
        batch.length() > 0
            && OplogEntry.position(batch.buffer(), batch.offset()).isSameEntry(entry);
    if (!exact) {
      throw broken(ts);
    }
    first = batch;
    cursor = batch.cursor();
    last = entry;
  }

  /** An entry that is there may not be confirmed by a majority yet. */
  private RawBatch confirmed(BsonTimestamp ts) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    RawBatch batch = find(ts);
    while (batch.length() == 0 && entry(ts) != null && System.nanoTime() - end < 0) {
      connection.errors().during("wait for the majority", MongoOplogFeed::pause);
      batch = find(ts);
    }
    return batch;
  }

  private static boolean pause() throws InterruptedException {
    Thread.sleep(PAUSE);
    return true;
  }

  private RawBatch find(BsonTimestamp from) {
    return run(
        new BsonDocument("find", new BsonString(OPLOG))
            .append("filter", new BsonDocument("ts", new BsonDocument("$gte", from)))
            .append("tailable", BsonBoolean.TRUE)
            .append("awaitData", BsonBoolean.TRUE)
            .append("readConcern", new BsonDocument("level", new BsonString("majority"))));
  }

  private RawBatch run(BsonDocument command) {
    return connection
        .errors()
        .during(
            "read the oplog",
            () ->
                client
                    .getDatabase(LOCAL)
                    .withCodecRegistry(codecs)
                    .runCommand(
                        session, command, ReadPreference.primaryPreferred(), RawBatch.class));
  }

  /**
   * Why the entry isn't found: its time is older than all, or the oplog has others in its place.
   */
  private OplogBrokenException broken(BsonTimestamp wanted) {
    RawBsonDocument oldest =
        connection
            .errors()
            .during(
                "read the oplog",
                () ->
                    client
                        .getDatabase(LOCAL)
                        .getCollection(OPLOG, RawBsonDocument.class)
                        .find()
                        .sort(Sorts.ascending("$natural"))
                        .limit(1)
                        .first());
    boolean older = oldest != null && oldest.getTimestamp("ts").compareTo(wanted) > 0;
    String entry = OplogTime.of(wanted.getValue()).toString();
    return older
        ? new OplogBrokenException(
            OplogBrokenException.Reason.ROLLED_OVER,
            "the oplog has rolled over: entry %s was overwritten before it was captured"
                .formatted(entry))
        : new OplogBrokenException(
            OplogBrokenException.Reason.REWOUND,
            "the oplog has no entry %s any more: the server was put back to an earlier state"
                .formatted(entry));
  }

  @Override
  public boolean next(Duration patience, Entries entries) {
    RawBatch batch = first;
    first = null;
    if (batch == null) {
      batch = more(patience);
    }
    int end = batch.offset() + batch.length();
    for (int at = batch.offset(); at < end; at += RawBson.int32(batch.buffer(), at)) {
      OplogEntry.Head head = OplogEntry.head(batch.buffer(), at);
      open.see(batch.buffer(), at, head);
      last = head.position();
      entries.accept(
          head.position(), head.op() == 'n', batch.buffer(), at, RawBson.int32(batch.buffer(), at));
    }
    return batch.length() > 0;
  }

  private RawBatch more(Duration patience) {
    if (cursor == 0) {
      throw Problem.of(Code.MONGO_UNREACHABLE, "the server ended the reading of the oplog")
          .exception();
    }
    try {
      RawBatch batch =
          client
              .getDatabase(LOCAL)
              .withCodecRegistry(codecs)
              .runCommand(
                  session,
                  new BsonDocument("getMore", new BsonInt64(cursor))
                      .append("collection", new BsonString(OPLOG))
                      .append("maxTimeMS", new BsonInt32(Math.toIntExact(patience.toMillis()))),
                  ReadPreference.primaryPreferred(),
                  RawBatch.class);
      cursor = batch.cursor();
      return batch;
    } catch (MongoCommandException e) {
      OplogPosition reached = last;
      boolean lost =
          e.getErrorCode() == CAPPED_POSITION_LOST || e.getErrorCode() == CURSOR_NOT_FOUND;
      if (lost && reached != null) {
        // The entry says whether anything was missed.
        from(reached);
        return skipFirst();
      }
      throw connection.errors().problem("read the oplog", e);
    } catch (MongoException e) {
      throw connection.errors().problem("read the oplog", e);
    }
  }

  /** The entry from which it goes on was passed before. */
  private RawBatch skipFirst() {
    RawBatch batch = first == null ? new RawBatch(new byte[0], 0, 0, 0, cursor, "") : first;
    first = null;
    int length = batch.length() == 0 ? 0 : RawBson.int32(batch.buffer(), batch.offset());
    return new RawBatch(
        batch.buffer(),
        batch.offset() + length,
        batch.length() - length,
        Math.max(0, batch.documents() - 1),
        batch.cursor(),
        batch.namespace());
  }

  @Override
  public boolean isTransactionOpen() {
    return open.any();
  }

  @Override
  public void close() {
    connection.close(session);
    connection.close();
  }
}
