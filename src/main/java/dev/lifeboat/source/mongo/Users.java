package dev.lifeboat.source.mongo;

import com.mongodb.client.model.Filters;
import dev.lifeboat.problem.Code;
import dev.lifeboat.problem.Problem;
import dev.lifeboat.problem.ProblemException;
import java.util.List;
import java.util.Set;

/** Where a deployment keeps its users and roles. */
final class Users {
  static final String DATABASE = "admin";
  static final String USERS = "system.users";
  static final String ROLES = "system.roles";
  static final String VERSION = "system.version";

  /** The collections of {@code admin} named system that a backup of a whole deployment has. */
  static final Set<String> COLLECTIONS = Set.of(USERS, ROLES, VERSION, "system.js");

  private Users() {}

  /** What a backup of a whole deployment lacks if {@code admin} can't be listed. */
  static Problem unreadable() {
    return Problem.of(
        Code.MONGO_UNAUTHORIZED,
        "cannot list the collections of 'admin', so its users and roles are not in this backup:"
            + " the MongoDB user has no right to",
        "grant it the role backup: db.getSiblingDB('admin').grantRolesToUser('USER', ['backup'])");
  }

  /** Adds the users and roles of databases that have any. */
  static void ofDatabases(
      MongoConnection connection, List<String> databases, List<Part> parts, List<String> warnings) {
    try {
      for (CollectionInfo info : Catalog.list(connection, DATABASE)) {
        if (info.name().equals(USERS) || info.name().equals(ROLES)) {
          for (String db : databases) {
            if (!db.equals(DATABASE) && any(connection, db, info)) {
              parts.add(Part.ofDatabase(db, info, "db"));
            }
          }
        }
      }
    } catch (ProblemException e) {
      if (e.problems().getFirst().code() != Code.MONGO_UNAUTHORIZED) {
        throw e;
      }
      warnings.add(
          "users and roles are not in this backup: the user has no right to read them"
              + " (the role backup on admin gives it)");
    }
  }

  private static boolean any(MongoConnection connection, String db, CollectionInfo info) {
    return connection
            .errors()
            .during(
                "read the users of '" + db + "'",
                () ->
                    connection
                        .client()
                        .getDatabase(DATABASE)
                        .getCollection(info.name())
                        .find(Filters.eq("db", db))
                        .first())
        != null;
  }
}
