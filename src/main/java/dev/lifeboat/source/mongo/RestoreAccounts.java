package dev.lifeboat.source.mongo;

import com.mongodb.MongoException;
import com.mongodb.WriteConcern;
import com.mongodb.client.model.Filters;
import dev.lifeboat.source.CapturedStreams;
import dev.lifeboat.source.FingerprintSum;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bson.BsonArray;
import org.bson.BsonBoolean;
import org.bson.BsonDocument;
import org.bson.BsonElement;
import org.bson.BsonInt32;
import org.bson.BsonString;
import org.bson.BsonValue;
import org.bson.RawBsonDocument;

/**
 * Users and roles. They aren't swapped but merged: those that are missing by the command that
 * mongorestore uses, from a collection of those that are wanted. Doing it again changes nothing.
 */
final class RestoreAccounts {
  static final String DATABASE = "admin";
  private static final String ADDED = "added";
  private static final String REPLACED = "replaced";

  private final RestoreServer server;

  RestoreAccounts(RestoreServer server) {
    this.server = server;
  }

  /** The accounts that are there, by {@code _id}; empty if this user may not read them. */
  Optional<Map<String, BsonDocument>> present(StagedKind kind) {
    try {
      var present = new HashMap<String, BsonDocument>();
      server
          .database(DATABASE)
          .getCollection(collection(kind), BsonDocument.class)
          .find()
          .forEach(account -> present.put(id(account), account));
      return Optional.of(present);
    } catch (MongoException e) {
      if (e.getCode() == RestoreServer.UNAUTHORIZED) {
        return Optional.empty();
      }
      throw e;
    }
  }

  /** Stages what is wanted, and saves what that replaces. Tells the ids of both. */
  BsonDocument stage(
      RestoreItem item, CapturedStreams from, boolean replace, String staged, String kept) {
    var present = present(item.kind()).orElse(Map.of());
    var wanted = new ArrayList<BsonDocument>();
    var previous = new ArrayList<BsonDocument>();
    var added = new BsonArray();
    var replaced = new BsonArray();
    for (BsonDocument account : accounts(item, from)) {
      var now = Optional.ofNullable(present.get(id(account)));
      if (now.isEmpty()) {
        wanted.add(account);
        added.add(account.get("_id"));
      } else if (replace && !now.get().equals(account)) {
        wanted.add(account);
        previous.add(now.get());
        replaced.add(account.get("_id"));
      }
    }
    insert(staged, wanted);
    insert(kept, previous);
    return new BsonDocument(ADDED, added).append(REPLACED, replaced);
  }

  static List<BsonDocument> accounts(RestoreItem item, CapturedStreams from) {
    var accounts = new ArrayList<BsonDocument>();
    item.documents()
        .ifPresent(
            stream ->
                from.read(
                    stream,
                    piece -> {
                      for (int at = 0; at < piece.length; ) {
                        int size = FingerprintSum.documentLength(piece, at, piece.length);
                        accounts.add(
                            new BsonDocument(
                                new RawBsonDocument(piece, at, size)
                                    .entrySet().stream()
                                        .map(
                                            field ->
                                                new BsonElement(field.getKey(), field.getValue()))
                                        .toList()));
                        at += size;
                      }
                    }));
    return accounts;
  }

  static int added(BsonDocument merged) {
    return merged.getArray(ADDED, new BsonArray()).size();
  }

  static int replaced(BsonDocument merged) {
    return merged.getArray(REPLACED, new BsonArray()).size();
  }

  /** Adds and replaces accounts by those in a collection of the database {@code admin}. */
  void merge(StagedKind kind, String from) {
    if (server.collection(DATABASE, from).isEmpty()) {
      return;
    }
    var now = present(kind).orElse(Map.of());
    for (BsonDocument account :
        server.database(DATABASE).getCollection(from, BsonDocument.class).find()) {
      if (now.containsKey(id(account)) && !account.equals(now.get(id(account)))) {
        replace(kind, account);
      }
    }
    // Adds what is missing, and leaves the others as they are.
    var command = new BsonDocument("_mergeAuthzCollections", new BsonInt32(1));
    command.append(
        kind == StagedKind.USERS ? "tempUsersCollection" : "tempRolesCollection",
        new BsonString(DATABASE + "." + from));
    server.run(
        DATABASE, command.append("drop", BsonBoolean.FALSE).append("db", new BsonString("")));
  }

  private void replace(StagedKind kind, BsonDocument account) {
    if (kind == StagedKind.USERS) {
      // No command takes the credentials of a user as they are stored.
      var _ =
          server.patiently(
              DATABASE,
              in ->
                  in.getCollection(collection(kind), BsonDocument.class)
                      .withWriteConcern(WriteConcern.MAJORITY)
                      .replaceOne(Filters.eq("_id", account.get("_id")), account));
      return;
    }
    var command = new BsonDocument("updateRole", account.get("role"));
    for (String field : List.of("privileges", "roles", "authenticationRestrictions")) {
      command.append(field, account.getArray(field, new BsonArray()));
    }
    server.run(account.getString("db").getValue(), command);
  }

  /** Saves the accounts of a merge as they are now. */
  void save(StagedKind kind, BsonDocument merged, String into) {
    var now = present(kind).orElse(Map.of());
    var saved = new ArrayList<BsonDocument>();
    for (String list : List.of(ADDED, REPLACED)) {
      for (BsonValue id : merged.getArray(list, new BsonArray())) {
        Optional.ofNullable(now.get(id.asString().getValue())).ifPresent(saved::add);
      }
    }
    server.drop(DATABASE, into);
    insert(into, saved);
  }

  /** Removes the accounts that a merge had added. */
  void removeAdded(StagedKind kind, BsonDocument merged) {
    var now = present(kind).orElse(Map.of());
    for (BsonValue id : merged.getArray(ADDED, new BsonArray())) {
      var account = now.get(id.asString().getValue());
      if (account != null) {
        var field = kind == StagedKind.USERS ? "user" : "role";
        server.run(
            account.getString("db").getValue(),
            new BsonDocument(
                kind == StagedKind.USERS ? "dropUser" : "dropRole", account.get(field)));
      }
    }
  }

  private void insert(String collection, List<BsonDocument> accounts) {
    if (!accounts.isEmpty()) {
      var _ =
          server.patiently(
              DATABASE,
              in ->
                  in.getCollection(collection, BsonDocument.class)
                      .withWriteConcern(WriteConcern.MAJORITY)
                      .insertMany(accounts));
    }
  }

  private static String collection(StagedKind kind) {
    return kind == StagedKind.USERS ? "system.users" : "system.roles";
  }

  private static String id(BsonDocument account) {
    return account.getString("_id").getValue();
  }
}
