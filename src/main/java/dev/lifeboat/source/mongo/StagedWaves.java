package dev.lifeboat.source.mongo;

import com.mongodb.MongoCommandException;
import com.mongodb.MongoException;
import com.mongodb.MongoInterruptedException;
import com.mongodb.ReadConcern;
import com.mongodb.ReadPreference;
import com.mongodb.TransactionOptions;
import com.mongodb.WriteConcern;
import com.mongodb.client.ClientSession;
import com.mongodb.client.MongoClient;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import java.util.function.Function;
import org.bson.BsonArray;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonString;

/**
 * Creates many small collections with their indexes. A server copies its whole list of collections
 * for each change of it, which with thousands of them costs more than the change; but those that
 * many connections ask for at the same moment share one copy. So collections are prepared in
 * transactions, and a wave of transactions is committed at once.
 */
final class StagedWaves {
  /** Of fewer, each is made for itself. */
  static final int MANY = 8;

  private static final int TRANSACTIONS = 64;
  private static final int COLLECTIONS = 4;

  /** How many are made at once. */
  static final int WAVE = TRANSACTIONS * COLLECTIONS;

  private static final BsonDocument ID_INDEX =
      new BsonDocument("v", new BsonInt32(2))
          .append("key", new BsonDocument("_id", new BsonInt32(1)))
          .append("name", new BsonString("_id_"));
  private static final Set<String> OPTIONS =
      Set.of(
          "validator",
          "validationLevel",
          "validationAction",
          "collation",
          "changeStreamPreAndPostImages");
  private static final TransactionOptions TRANSACTION =
      TransactionOptions.builder()
          .readConcern(ReadConcern.LOCAL)
          .readPreference(ReadPreference.primary())
          .writeConcern(WriteConcern.W1)
          .build();

  private final RestoreServer server;
  private final Function<RestoreItem, String> names;

  /** A transaction that waits to be committed, and what it makes. */
  private record Prepared(ClientSession session, List<RestoreItem> items) {}

  StagedWaves(RestoreServer server, Function<RestoreItem, String> names) {
    this.server = server;
    this.names = names;
  }

  /** True for what a transaction can make. */
  boolean takes(RestoreItem item) {
    return server.connection().server().inReplicaSet()
        && item.kind() == StagedKind.COLLECTION
        && !names.apply(item).startsWith("system.")
        && OPTIONS.containsAll(
            item.options().keySet().stream().filter(key -> !key.equals("uuid")).toList());
  }

  /**
   * Makes them.
   *
   * @param made told of each that is made
   * @return those that no transaction could make, for whatever reason
   */
  List<RestoreItem> create(List<RestoreItem> items, Consumer<RestoreItem> made) {
    var left = new ArrayList<RestoreItem>();
    for (List<RestoreItem> wave : split(items, WAVE)) {
      left.addAll(wave(wave, made));
    }
    return left;
  }

  private List<RestoreItem> wave(List<RestoreItem> items, Consumer<RestoreItem> made) {
    Queue<ClientSession> sessions = new ConcurrentLinkedQueue<>();
    Queue<RestoreItem> left = new ConcurrentLinkedQueue<>();
    try {
      List<Prepared> prepared =
          RestoreWorkers.each(split(items, COLLECTIONS), some -> prepare(some, sessions, left))
              .stream()
              .flatMap(List::stream)
              .toList();
      var _ =
          RestoreWorkers.each(
              prepared,
              TRANSACTIONS,
              each -> {
                commit(each, left, made);
                return each;
              });
    } finally {
      // Ends what was not committed.
      sessions.forEach(ClientSession::close);
    }
    return List.copyOf(left);
  }

  private List<Prepared> prepare(
      List<RestoreItem> items, Queue<ClientSession> sessions, Queue<RestoreItem> left) {
    MongoClient client = server.connection().client();
    var session = client.startSession();
    sessions.add(session);
    session.startTransaction(TRANSACTION);
    try {
      for (RestoreItem item : items) {
        prepare(client, session, item);
      }
      return List.of(new Prepared(session, items));
    } catch (MongoInterruptedException e) {
      throw e;
    } catch (MongoException e) {
      // It may not be allowed, or a lock was not free at once. Made for itself it says why, or
      // waits.
      session.close();
      left.addAll(items);
      return List.of();
    }
  }

  private void prepare(MongoClient client, ClientSession session, RestoreItem item) {
    var database = client.getDatabase(item.database());
    var name = names.apply(item);
    var create = StagedDefinition.create(name, item.options(), item.indexes());
    var indexes = StagedDefinition.toBuild(item.options(), item.indexes());
    if (indexes.isEmpty() || !isPlain(create)) {
      var _ = database.runCommand(session, create);
    }
    if (!indexes.isEmpty()) {
      // Makes the collection too, if it isn't there.
      var _ =
          database.runCommand(
              session,
              new BsonDocument("createIndexes", new BsonString(name))
                  .append("indexes", new BsonArray(indexes)));
    }
  }

  private static boolean isPlain(BsonDocument create) {
    return create.keySet().equals(Set.of("create", "idIndex"))
        && ID_INDEX.equals(create.get("idIndex"));
  }

  private static void commit(
      Prepared prepared, Queue<RestoreItem> left, Consumer<RestoreItem> made) {
    try {
      prepared.session().commitTransaction();
    } catch (MongoCommandException e) {
      if (e.hasErrorLabel(MongoException.UNKNOWN_TRANSACTION_COMMIT_RESULT_LABEL)) {
        throw e;
      }
      left.addAll(prepared.items());
      return;
    }
    prepared.items().forEach(made);
  }

  static <T> List<List<T>> split(List<T> all, int most) {
    var parts = new ArrayList<List<T>>();
    for (int from = 0; from < all.size(); from += most) {
      parts.add(all.subList(from, Math.min(all.size(), from + most)));
    }
    return parts;
  }
}
