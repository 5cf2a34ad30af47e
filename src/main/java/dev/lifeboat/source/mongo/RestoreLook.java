package dev.lifeboat.source.mongo;

import com.mongodb.MongoException;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonString;

/** Looks at a target, as far as planning needs it. Changes nothing. */
final class RestoreLook {
  private final RestoreServer server;

  RestoreLook(RestoreServer server) {
    this.server = server;
  }

  RestoreFacts facts(Collection<String> databases) {
    var hello = server.hello();
    var accounts = new RestoreAccounts(server);
    var activity = new RestoreActivity(server);
    return new RestoreFacts(
        server.connection().errors().where(),
        server.connection().server().version(),
        hello.getBoolean("isWritablePrimary").getValue(),
        databases.stream().flatMap(database -> present(database).stream()).toList(),
        accounts.present(StagedKind.USERS).map(Map::keySet).map(Set::copyOf),
        accounts.present(StagedKind.ROLES).map(Map::keySet).map(Set::copyOf),
        new SwapAct(server, () -> {}).isOneAct(),
        roomFree(databases),
        activity.newestWrite(databases),
        activity.writers(),
        busy(),
        activity.oplogSize());
  }

  private List<RestorePresent> present(String database) {
    var all = server.collections(database);
    Set<String> series = new HashSet<>();
    all.stream()
        .filter(each -> RestoreViews.type(each).equals("timeseries"))
        .forEach(each -> series.add(StagedNames.buckets(name(each))));
    var meant =
        all.stream()
            .filter(each -> !series.contains(name(each)) && !RestoreScope.isServers(name(each)))
            .toList();
    return RestoreWorkers.each(meant, each -> present(database, each));
  }

  private RestorePresent present(String database, BsonDocument collection) {
    var type = RestoreViews.type(collection);
    var name = name(collection);
    var stats =
        type.equals("view")
            ? new BsonDocument()
            : allowed(
                    () -> server.run(database, new BsonDocument("collStats", new BsonString(name))))
                .orElseGet(BsonDocument::new);
    return new RestorePresent(
        database,
        name,
        type,
        collection.getDocument("options", new BsonDocument()),
        count(database, name, type, stats),
        number(stats, "size"),
        number(stats, "totalSize"));
  }

  private long count(String database, String name, String type, BsonDocument stats) {
    if (stats.containsKey("count")) {
      return number(stats, "count");
    }
    return type.equals("collection")
        ? number(server.run(database, new BsonDocument("count", new BsonString(name))), "n")
        : 0;
  }

  // A database that isn't there yet has no disk to tell of.
  private Optional<Long> roomFree(Collection<String> databases) {
    return Stream.concat(databases.stream(), Stream.of(RestoreAccounts.DATABASE))
        .flatMap(
            database ->
                allowed(() -> server.run(database, new BsonDocument("dbStats", new BsonInt32(1))))
                    .stream())
        .filter(stats -> number(stats, "fsTotalSize") > 0)
        .map(stats -> number(stats, "fsTotalSize") - number(stats, "fsUsedSize"))
        .findFirst();
  }

  private Optional<String> busy() {
    Instant now = server.now();
    return Journal.all(server).stream()
        .map(Journal.Found::header)
        .filter(header -> !header.state().isSettled() && !JournalLease.isDead(header, now))
        .map(header -> "restore '%s' by %s".formatted(header.id(), header.owner()))
        .findFirst();
  }

  /** What a command says; empty if the user may not ask. */
  static Optional<BsonDocument> allowed(Supplier<BsonDocument> command) {
    try {
      return Optional.of(command.get());
    } catch (MongoException e) {
      if (e.getCode() == RestoreServer.UNAUTHORIZED) {
        return Optional.empty();
      }
      throw e;
    }
  }

  private static long number(BsonDocument document, String name) {
    return document.containsKey(name) ? document.getNumber(name).longValue() : 0;
  }

  private static String name(BsonDocument collection) {
    return collection.getString("name").getValue();
  }
}
