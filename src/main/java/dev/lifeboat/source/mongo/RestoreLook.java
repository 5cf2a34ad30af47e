package dev.lifeboat.source.mongo;

import com.mongodb.MongoException;
import java.time.Instant;
import java.util.ArrayList;
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
        inventory(databases),
        accounts.present(StagedKind.USERS).map(Map::keySet).map(Set::copyOf),
        accounts.present(StagedKind.ROLES).map(Map::keySet).map(Set::copyOf),
        new SwapAct(server, () -> {}).isOneAct(),
        roomFree(databases),
        activity.newestWrite(databases),
        activity.writers(),
        busy(),
        activity.oplogSize());
  }

  private RestoreInventory inventory(Collection<String> databases) {
    var present = new ArrayList<RestorePresent>();
    int listed = 0;
    for (String database : databases) {
      var all = server.collections(database);
      present.addAll(present(database, all));
      listed += all.size();
    }
    return new RestoreInventory(present, listed);
  }

  private List<RestorePresent> present(String database, List<BsonDocument> all) {
    Set<String> series = new HashSet<>();
    all.stream()
        .filter(each -> RestoreViews.type(each).equals("timeseries"))
        .forEach(each -> series.add(StagedNames.buckets(name(each))));
    var meant =
        all.stream()
            .filter(each -> !series.contains(name(each)) && !RestoreScope.isServers(name(each)))
            .toList();
    var sizes = new RestoreSizes(server, database, meant.size());
    return RestoreWorkers.each(meant, each -> present(database, each, sizes));
  }

  private RestorePresent present(String database, BsonDocument collection, RestoreSizes sizes) {
    var type = RestoreViews.type(collection);
    var name = name(collection);
    var size = sizes.of(name, type);
    return new RestorePresent(
        database,
        name,
        type,
        collection.getDocument("options", new BsonDocument()),
        size.documents(),
        size.bytes(),
        size.stored());
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
