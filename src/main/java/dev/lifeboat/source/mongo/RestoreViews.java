package dev.lifeboat.source.mongo;

import java.util.Optional;
import org.bson.BsonDocument;
import org.bson.BsonString;

/** Gives views their definitions. Doing it again changes nothing. */
final class RestoreViews {
  private final RestoreServer server;

  RestoreViews(RestoreServer server) {
    this.server = server;
  }

  /**
   * Defines a view.
   *
   * @param options {@code viewOn}, {@code pipeline} and {@code collation}; empty if there shall be
   *     no such view
   */
  void define(String database, String name, BsonDocument options) {
    var present = server.collection(database, name);
    if (present.isPresent() && !type(present.get()).equals("view")) {
      return;
    }
    var now = present.map(view -> view.getDocument("options"));
    if (options.isEmpty()) {
      now.ifPresent(view -> server.drop(database, name));
    } else if (now.isEmpty()) {
      create(database, name, options);
    } else if (!collation(now.get()).equals(collation(options))) {
      server.drop(database, name);
      create(database, name, options);
    } else if (!now.get().equals(options)) {
      server.run(
          database,
          new BsonDocument("collMod", new BsonString(name))
              .append("viewOn", options.get("viewOn"))
              .append("pipeline", options.get("pipeline")));
    }
  }

  private void create(String database, String name, BsonDocument options) {
    var command = new BsonDocument("create", new BsonString(name));
    options.forEach(command::append);
    server.run(database, command);
  }

  private static Optional<BsonDocument> collation(BsonDocument options) {
    return Optional.ofNullable(options.get("collation")).map(value -> value.asDocument());
  }

  static String type(BsonDocument collection) {
    return collection.getString("type", new BsonString("collection")).getValue();
  }
}
