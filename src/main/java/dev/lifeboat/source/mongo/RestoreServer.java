package dev.lifeboat.source.mongo;

import com.mongodb.MongoCommandException;
import com.mongodb.ReadPreference;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoDatabase;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bson.BsonBoolean;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonString;

/** The server that is restored to: commands, and what is there. Used by several threads. */
final class RestoreServer {
  static final int NAMESPACE_NOT_FOUND = 26;
  static final int UNAUTHORIZED = 13;

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

  BsonDocument run(String database, BsonDocument command) {
    return client
        .getDatabase(database)
        .runCommand(command, ReadPreference.primary(), BsonDocument.class);
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

  /** Drops a collection or view; what doesn't exist is fine. */
  void drop(String database, String collection) {
    client.getDatabase(database).getCollection(collection).drop();
  }
}
