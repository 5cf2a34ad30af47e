package dev.lifeboat.source.mongo;

import com.mongodb.MongoCommandException;
import java.util.List;
import java.util.Optional;
import org.bson.BsonArray;
import org.bson.BsonBoolean;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonString;
import org.bson.BsonValue;

/**
 * What the user of a connection may do, as the server says.
 *
 * @param user such as {@code app@admin}; empty without a login
 * @param demanded whether this server refuses those who don't log in
 * @param privileges as {@code connectionStatus} lists them, inherited ones too
 */
record CheckupPrivileges(Optional<String> user, boolean demanded, List<BsonDocument> privileges) {
  CheckupPrivileges {
    privileges = List.copyOf(privileges);
  }

  static CheckupPrivileges of(MongoConnection connection) {
    BsonDocument info =
        connection
            .run(
                "ask for the rights of the user",
                "admin",
                new BsonDocument("connectionStatus", new BsonInt32(1))
                    .append("showPrivileges", BsonBoolean.TRUE))
            .getDocument("authInfo");
    Optional<String> user =
        info.getArray("authenticatedUsers", new BsonArray()).stream()
            .map(BsonValue::asDocument)
            .map(who -> who.getString("user").getValue() + "@" + who.getString("db").getValue())
            .findFirst();
    return new CheckupPrivileges(
        user,
        user.isPresent() || isRefused(connection),
        info.getArray("authenticatedUserPrivileges", new BsonArray()).stream()
            .map(BsonValue::asDocument)
            .toList());
  }

  /** Without a login: whether what everybody may where none is needed is refused. */
  private static boolean isRefused(MongoConnection connection) {
    try {
      var _ =
          connection
              .client()
              .getDatabase("admin")
              .runCommand(new BsonDocument("listDatabases", new BsonInt32(1)));
      return false;
    } catch (MongoCommandException e) {
      return true;
    }
  }

  /** Anything on anything. */
  boolean isAny() {
    return !demanded || has("anyAction", "anyResource");
  }

  boolean onCluster(String action) {
    return isAny() || has(action, "cluster");
  }

  /** On the usual collections of a database; of all, if its name is empty. */
  boolean onCollections(String action, String database) {
    return isAny()
        || has(action, "anyResource")
        || privileges.stream()
            .filter(privilege -> allows(privilege, action))
            .map(privilege -> privilege.getDocument("resource"))
            .anyMatch(
                resource ->
                    isText(resource, "collection", "")
                        && (isText(resource, "db", "") || isText(resource, "db", database)));
  }

  private boolean has(String action, String flag) {
    return privileges.stream()
        .filter(privilege -> allows(privilege, action))
        .map(privilege -> privilege.getDocument("resource"))
        .anyMatch(resource -> BsonBoolean.TRUE.equals(resource.get(flag)));
  }

  private static boolean allows(BsonDocument privilege, String action) {
    return privilege.getArray("actions").contains(new BsonString(action));
  }

  private static boolean isText(BsonDocument resource, String field, String value) {
    return new BsonString(value).equals(resource.get(field));
  }
}
