package dev.lifeboat.source.mongo;

import com.mongodb.MongoException;
import com.mongodb.ReadPreference;
import com.mongodb.client.ClientSession;
import com.mongodb.client.MongoClient;
import java.util.List;
import org.bson.BsonArray;
import org.bson.BsonBinary;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonInt64;
import org.bson.BsonString;
import org.bson.BsonValue;
import org.bson.RawBsonDocument;

/**
 * Reads collections raw, without decoding their documents. For one thread; the caller closes it.
 */
final class CollectionReader implements AutoCloseable {
  /**
   * About how long replies shall be. The driver holds each of them twice. At this length the young
   * generation takes them, and longer ones, up to the 16 MB that the server would send, are read no
   * faster.
   */
  private static final long REPLY = 2 << 20;

  private static final BsonDocument NATURAL = new BsonDocument("$natural", new BsonInt32(1));

  private final MongoConnection connection;
  // Stays the same until goOn, also when the connection is elsewhere already: sessions and cursors
  // are of one client.
  private MongoClient client;
  private ClientSession session;
  private ReadMoment sessionMoment = new ReadMoment.Local();

  CollectionReader(MongoConnection connection) {
    this.connection = connection;
    this.client = connection.client();
    this.session = connection.session(client);
  }

  /** Goes on with the member that the connection has now. */
  void goOn() {
    connection.close(session);
    client = connection.client();
    session = connection.session(client);
    sessionMoment = new ReadMoment.Local();
  }

  /** Takes what was read. */
  @FunctionalInterface
  interface Consumer {
    /** One or more whole documents, which follow one another. The buffer is reused by nobody. */
    void accept(byte[] buffer, int offset, int length);
  }

  /**
   * Reads all documents in natural order. By UUID, so that a collection that was renamed or
   * replaced meanwhile fails instead of seeming empty.
   *
   * @throws MongoException as the server and the driver say it: callers tell the kinds apart
   */
  void read(CollectionInfo info, ReadMoment moment, Consumer consumer) {
    BsonValue collection =
        info.uuid().<BsonValue>map(BsonBinary::new).orElse(new BsonString(info.dataName()));
    find(info.db(), collection, new BsonDocument(), NATURAL, moment, consumer);
  }

  /** Reads the documents that a filter selects; {@code hint} may be empty. */
  void find(
      String db,
      BsonValue collection,
      BsonDocument filter,
      BsonDocument hint,
      ReadMoment moment,
      Consumer consumer) {
    use(moment);
    BsonDocument command = new BsonDocument("find", collection).append("filter", filter);
    if (!hint.isEmpty()) {
      command.append("hint", hint);
    }
    RawBatch batch = run(db, command.append("readConcern", moment.readConcern()));
    boolean done = false;
    try {
      while (true) {
        if (batch.length() > 0) {
          consumer.accept(batch.buffer(), batch.offset(), batch.length());
        }
        if (batch.cursor() == 0) {
          break;
        }
        batch =
            run(
                db,
                new BsonDocument("getMore", new BsonInt64(batch.cursor()))
                    .append("collection", new BsonString(nameOnly(db, batch)))
                    .append("batchSize", new BsonInt32(documents(batch))));
      }
      done = true;
    } finally {
      if (!done) {
        kill(db, batch);
      }
    }
  }

  /** How many documents to ask for, if they are as large as the last ones. */
  private static int documents(RawBatch last) {
    long each = last.documents() == 0 ? REPLY : last.length() / last.documents();
    return Math.toIntExact(Math.max(1, REPLY / Math.max(1, each)));
  }

  /** The driver lets a session see one snapshot only. */
  private void use(ReadMoment moment) {
    if (!moment.equals(sessionMoment)) {
      connection.close(session);
      session = connection.session(client);
      sessionMoment = moment;
    }
  }

  private RawBatch run(String db, BsonDocument command) {
    RawBsonDocument reply =
        client
            .getDatabase(db)
            .runCommand(session, command, ReadPreference.primaryPreferred(), RawBsonDocument.class);
    var bytes = reply.getByteBuffer();
    return RawBatch.of(bytes.array(), bytes.position());
  }

  private void kill(String db, RawBatch batch) {
    if (Thread.currentThread().isInterrupted()) {
      return; // Closing the session ends its cursors.
    }
    try {
      client
          .getDatabase(db)
          .runCommand(
              session,
              new BsonDocument("killCursors", new BsonString(nameOnly(db, batch)))
                  .append("cursors", new BsonArray(List.of(new BsonInt64(batch.cursor())))));
    } catch (MongoException e) {
      // The cursor is gone, or goes with its session.
    }
  }

  private static String nameOnly(String db, RawBatch batch) {
    return batch.namespace().substring(db.length() + 1);
  }

  @Override
  public void close() {
    connection.close(session);
  }
}
