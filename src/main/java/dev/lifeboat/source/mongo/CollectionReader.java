package dev.lifeboat.source.mongo;

import com.mongodb.MongoClientSettings;
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
import org.bson.codecs.configuration.CodecRegistries;
import org.bson.codecs.configuration.CodecRegistry;

/**
 * Reads collections raw, without decoding their documents. For one thread; the caller closes it.
 */
final class CollectionReader implements AutoCloseable {
  /**
   * About how long replies shall be. At this length the young generation takes them, and longer
   * ones, up to the 16 MB that the server would send, are read no faster.
   */
  private static final long REPLY = 2 << 20;

  private static final BsonDocument NATURAL = new BsonDocument("$natural", new BsonInt32(1));

  private final MongoConnection connection;
  // Stays the same until goOn, also when the connection is elsewhere already: sessions and cursors
  // are of one client.
  private MongoClient client;
  private final ReplyCodec replies = new ReplyCodec();
  private final CodecRegistry codecs =
      CodecRegistries.fromRegistries(
          CodecRegistries.fromCodecs(replies), MongoClientSettings.getDefaultCodecRegistry());
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
    /** One or more whole documents, which follow one another. */
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

  /**
   * Reads the documents that a filter selects; {@code hint} may be empty. The buffers that the
   * consumer gets are reused by nobody.
   */
  void find(
      String db,
      BsonValue collection,
      BsonDocument filter,
      BsonDocument hint,
      ReadMoment moment,
      Consumer consumer) {
    replies.reuse(false);
    send(db, collection, filter, hint, moment, consumer);
  }

  /**
   * The same, for a consumer that looks at each buffer once: it is used again when the consumer has
   * returned. The consumer doesn't use this reader.
   */
  void pass(
      String db,
      BsonValue collection,
      BsonDocument filter,
      BsonDocument hint,
      ReadMoment moment,
      Consumer consumer) {
    replies.reuse(true);
    send(db, collection, filter, hint, moment, consumer);
  }

  private void send(
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
    return client
        .getDatabase(db)
        .withCodecRegistry(codecs)
        .runCommand(session, command, ReadPreference.primaryPreferred(), RawBatch.class);
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
