package dev.lifeboat.source.mongo;

import com.mongodb.MongoCommandException;
import dev.lifeboat.problem.Code;
import dev.lifeboat.problem.Problem;
import dev.lifeboat.problem.ProblemException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Function;
import org.bson.BsonDocument;
import org.bson.RawBsonDocument;

/**
 * What a deployment has, of what is meant, at about one moment: the server lists nothing at an
 * exact one.
 *
 * @param databases the databases that were looked at
 * @param collections sorted by namespace
 * @param missing what could not be listed
 */
record Catalog(List<String> databases, List<CollectionInfo> collections, List<Problem> missing) {
  Catalog {
    databases = List.copyOf(databases);
    collections = List.copyOf(collections);
    missing = List.copyOf(missing);
  }

  /**
   * @throws dev.lifeboat.problem.ProblemException with {@code NAMESPACE_NOT_FOUND} if something was
   *     named on purpose and isn't there; with {@code MONGO_UNAUTHORIZED} if the whole deployment
   *     is meant and the user may not list all databases
   */
  static Catalog read(MongoConnection connection, Scope scope) {
    return read(connection, scope, info -> indexes(connection, info));
  }

  /** The same, and faster where there are many collections, but without their indexes. */
  static Catalog withoutIndexes(MongoConnection connection, Scope scope) {
    return read(connection, scope, Optional::of);
  }

  private static Catalog read(
      MongoConnection connection,
      Scope scope,
      Function<CollectionInfo, Optional<CollectionInfo>> details) {
    List<String> databases = scope.among(databaseNames(connection, scope));
    List<CollectionInfo> found = new ArrayList<>();
    List<CollectionInfo> all = new ArrayList<>();
    List<Problem> missing = new ArrayList<>();
    for (String db : databases) {
      try {
        all.addAll(list(connection, db));
      } catch (ProblemException e) {
        if (!scope.wholeDeployment() || !isUnauthorized(e)) {
          throw e;
        }
        missing.addAll(db.equals(Users.DATABASE) ? List.of(Users.unreadable()) : e.problems());
      }
    }
    scope.checkFound(all);
    for (CollectionInfo info : all) {
      if (scope.includes(info.db(), info.name()) && !info.temporary()) {
        try {
          details.apply(info).ifPresent(found::add);
        } catch (ProblemException e) {
          if (!isUnauthorized(e)) {
            throw e;
          }
          missing.addAll(e.problems());
        }
      }
    }
    found.sort(java.util.Comparator.comparing(CollectionInfo::namespace));
    return new Catalog(databases, found, missing);
  }

  private static Set<String> databaseNames(MongoConnection connection, Scope scope) {
    try {
      return connection
          .errors()
          .during(
              "list the databases",
              () ->
                  scope.wholeDeployment()
                      ? connection
                          .client()
                          .listDatabases(BsonDocument.class)
                          .nameOnly(true)
                          // Else the server leaves out, in silence, what the user may not read.
                          .authorizedDatabasesOnly(false)
                          .map(database -> database.getString("name").getValue())
                          .into(new TreeSet<>())
                      : connection.client().listDatabaseNames().into(new TreeSet<>()));
    } catch (ProblemException e) {
      if (!scope.wholeDeployment() || !isUnauthorized(e)) {
        throw e;
      }
      throw Problem.of(
              Code.MONGO_UNAUTHORIZED,
              "the MongoDB user may not list all databases, so a backup of the whole deployment"
                  + " would lack some",
              "grant it the role backup: db.getSiblingDB('admin').grantRolesToUser('USER',"
                  + " ['backup'])",
              "or name the databases under mongo.databases")
          .causedBy(e);
    }
  }

  private static boolean isUnauthorized(ProblemException e) {
    return e.problems().getFirst().code() == Code.MONGO_UNAUTHORIZED;
  }

  /** The collections of one database, without their indexes. */
  static List<CollectionInfo> list(MongoConnection connection, String db) {
    List<RawBsonDocument> listed =
        connection
            .errors()
            .during(
                "list the collections of '" + db + "'",
                () ->
                    connection
                        .client()
                        .getDatabase(db)
                        .listCollections(RawBsonDocument.class)
                        .into(new ArrayList<>()));
    Map<String, UUID> uuids = new HashMap<>();
    for (RawBsonDocument entry : listed) {
      BsonDocument info = entry.getDocument("info", new BsonDocument());
      if (info.containsKey("uuid")) {
        uuids.put(entry.getString("name").getValue(), info.getBinary("uuid").asUuid());
      }
    }
    List<CollectionInfo> collections = new ArrayList<>();
    for (RawBsonDocument entry : listed) {
      String name = entry.getString("name").getValue();
      var type = CollectionInfo.Type.of(entry.getString("type").getValue());
      String dataName =
          type == CollectionInfo.Type.TIMESERIES ? CollectionInfo.BUCKETS + name : name;
      collections.add(
          new CollectionInfo(
              db,
              name,
              type,
              Optional.ofNullable(uuids.get(dataName)),
              entry.getDocument("options", new BsonDocument()),
              List.of()));
    }
    return collections;
  }

  /** The same with its indexes; empty if it is gone meanwhile. */
  static Optional<CollectionInfo> indexes(MongoConnection connection, CollectionInfo info) {
    if (!info.hasDocuments()) {
      return Optional.of(info);
    }
    List<BsonDocument> indexes = new ArrayList<>();
    try {
      connection
          .errors()
          .during(
              "list the indexes of '" + info.namespace() + "'",
              () ->
                  connection
                      .client()
                      .getDatabase(info.db())
                      .getCollection(info.name())
                      .listIndexes(RawBsonDocument.class)
                      .into(indexes));
    } catch (ProblemException e) {
      if (e.getCause() instanceof MongoCommandException command
          && (command.getErrorCode() == 26 || command.getErrorCode() == 166)) {
        return Optional.empty();
      }
      throw e;
    }
    return Optional.of(
        new CollectionInfo(
            info.db(), info.name(), info.type(), info.uuid(), info.options(), indexes));
  }
}
