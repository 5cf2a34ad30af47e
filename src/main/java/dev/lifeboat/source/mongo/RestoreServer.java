package dev.lifeboat.source.mongo;

import com.mongodb.MongoCommandException;
import com.mongodb.MongoNamespace;
import com.mongodb.ReadPreference;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoDatabase;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.bson.BsonBoolean;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonString;

/** The server that is restored to: commands, and what is there. Used by several threads. */
final class RestoreServer {
  static final int NAMESPACE_NOT_FOUND = 26;
  static final int UNAUTHORIZED = 13;

  /**
   * For each change of its list of collections a server copies that list, but does all changes that
   * wait at that moment in one copy. Measured with 5,400 collections: a rename takes it 12 ms when
   * it is alone, 2 ms among 8, 1 ms among 32.
   */
  static final int TOGETHER = 32;

  private final MongoConnection connection;
  private final MongoClient client;

  RestoreServer(MongoConnection connection) {
    this.connection = connection;
    this.client = connection.client();
  }

  MongoConnection connection() {
    return connection;
  }

  MongoDatabase database(String name) {
    return client.getDatabase(name);
  }

  /** Runs a command, however long it takes. */
  BsonDocument run(String database, BsonDocument command) {
    return patiently(
        database, in -> in.runCommand(command, ReadPreference.primary(), BsonDocument.class));
  }

  /** Does what may take long: whatever changes anything, or waits for a majority. */
  <T> T patiently(String database, Function<MongoDatabase, T> work) {
    return connection.patiently(patient -> work.apply(patient.getDatabase(database)));
  }

  /** Now, by the server's clock. */
  Instant now() {
    return Instant.ofEpochMilli(hello().getDateTime("localTime").getValue());
  }

  BsonDocument hello() {
    return run("admin", new BsonDocument("hello", new BsonInt32(1)));
  }

  List<String> databases() {
    var command =
        new BsonDocument("listDatabases", new BsonInt32(1))
            .append("nameOnly", BsonBoolean.TRUE)
            .append("authorizedDatabases", BsonBoolean.TRUE);
    return run("admin", command).getArray("databases").stream()
        .map(each -> each.asDocument().getString("name").getValue())
        .filter(name -> !name.equals("local") && !name.equals("config"))
        .sorted()
        .toList();
  }

  /** What {@code listCollections} says, verbatim. */
  List<BsonDocument> collections(String database) {
    return client.getDatabase(database).listCollections(BsonDocument.class).into(new ArrayList<>());
  }

  Optional<BsonDocument> collection(String database, String name) {
    return Optional.ofNullable(
        client
            .getDatabase(database)
            .listCollections(BsonDocument.class)
            .filter(new BsonDocument("name", new BsonString(name)))
            .first());
  }

  /** What {@code listIndexes} says, verbatim; empty for what doesn't exist. */
  List<BsonDocument> indexes(String database, String collection) {
    try {
      return client
          .getDatabase(database)
          .getCollection(collection)
          .listIndexes(BsonDocument.class)
          .into(new ArrayList<>());
    } catch (MongoCommandException e) {
      if (e.getErrorCode() == NAMESPACE_NOT_FOUND) {
        return List.of();
      }
      throw e;
    }
  }

  /** Gives a collection another name in its database. */
  void rename(String database, String from, String to) {
    var _ =
        patiently(
            database,
            in -> {
              in.getCollection(from).renameCollection(new MongoNamespace(database, to));
              return to;
            });
  }

  /** Drops many, {@link #TOGETHER} at a time. */
  void drop(String database, List<String> collections) {
    var _ =
        RestoreWorkers.each(
            collections,
            TOGETHER,
            each -> {
              drop(database, each);
              return each;
            });
  }

  /** Drops a collection or view; what doesn't exist is fine. */
  void drop(String database, String collection) {
    var _ =
        patiently(
            database,
            in -> {
              in.getCollection(collection).drop();
              return collection;
            });
  }
}
