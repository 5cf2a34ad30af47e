package dev.lifeboat.source.mongo;

import com.mongodb.MongoException;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Projections;
import com.mongodb.client.model.Sorts;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.bson.BsonArray;
import org.bson.BsonBoolean;
import org.bson.BsonDocument;
import org.bson.BsonString;

/** Who uses a target, and when it was written to last. What the user may not see is left out. */
final class RestoreActivity {
  /** What Lifeboat calls itself to servers. */
  static final String APPLICATION = "lifeboat";

  private static final Duration SEARCH = Duration.ofSeconds(2);

  private final RestoreServer server;

  RestoreActivity(RestoreServer server) {
    this.server = server;
  }

  /** The newest write to one of the databases, out of the oplog. */
  Optional<Instant> newestWrite(Collection<String> databases) {
    if (databases.isEmpty()) {
      return Optional.empty();
    }
    var names = databases.stream().map(Pattern::quote).collect(Collectors.joining("|"));
    var own = Pattern.quote(StagedNames.PREFIX);
    try {
      return Optional.ofNullable(
              server
                  .database("local")
                  .getCollection("oplog.rs", BsonDocument.class)
                  .find(
                      Filters.and(
                          Filters.ne("op", "n"),
                          Filters.regex("ns", "^(%s)\\.(?!%s)".formatted(names, own))))
                  .sort(Sorts.descending("$natural"))
                  .projection(Projections.include("wall"))
                  .maxTime(SEARCH.toMillis(), TimeUnit.MILLISECONDS)
                  .first())
          .map(entry -> Instant.ofEpochMilli(entry.getDateTime("wall").getValue()));
    } catch (MongoException e) {
      // No right, no oplog, or none found in the time that this is worth.
      return Optional.empty();
    }
  }

  /** How many bytes the oplog holds; empty where there is none, or the user may not look. */
  Optional<Long> oplogSize() {
    try {
      var stats = server.run("local", new BsonDocument("collStats", new BsonString("oplog.rs")));
      return Optional.of(stats)
          .filter(each -> each.containsKey("maxSize"))
          .map(each -> each.getNumber("maxSize").longValue());
    } catch (MongoException e) {
      return Optional.empty();
    }
  }

  /** Connected applications, each in words. Any of them may write. */
  List<String> writers() {
    return connections(RestoreActivity::client).entrySet().stream()
        .map(each -> "%s (%d connections)".formatted(each.getKey(), each.getValue()))
        .toList();
  }

  /** From which addresses anybody but Lifeboat is connected, also without a driver. */
  Set<String> addresses() {
    return Set.copyOf(
        connections(
                operation ->
                    Optional.of(text(operation, "client").replaceFirst(":\\d+$", ""))
                        .filter(address -> !address.isEmpty() && !isOurs(operation)))
            .keySet());
  }

  private static boolean isOurs(BsonDocument operation) {
    var metadata = operation.getDocument("clientMetadata", new BsonDocument());
    return text(metadata.getDocument("application", new BsonDocument()), "name")
        .equals(APPLICATION);
  }

  private Map<String, Integer> connections(Function<BsonDocument, Optional<String>> name) {
    var clients = new TreeMap<String, Integer>();
    try {
      server
          .database("admin")
          .aggregate(
              List.of(
                  new BsonDocument(
                      "$currentOp",
                      new BsonDocument("allUsers", BsonBoolean.TRUE)
                          .append("idleConnections", BsonBoolean.TRUE))),
              BsonDocument.class)
          .forEach(
              operation -> name.apply(operation).ifPresent(c -> clients.merge(c, 1, Integer::sum)));
    } catch (MongoException e) {
      return Map.of();
    }
    return clients;
  }

  private static Optional<String> client(BsonDocument operation) {
    var metadata = operation.getDocument("clientMetadata", new BsonDocument());
    var driver = text(metadata.getDocument("driver", new BsonDocument()), "name");
    var application = text(metadata.getDocument("application", new BsonDocument()), "name");
    if (!operation.containsKey("client")
        || driver.isEmpty()
        // Members of the set, and mongos.
        || driver.startsWith("NetworkInterface")
        || driver.startsWith("MongoDB Internal")
        || application.equals(APPLICATION)
        || isMonitor(operation)) {
      return Optional.empty();
    }
    var address = text(operation, "client").replaceFirst(":\\d+$", "");
    return Optional.of((application.isEmpty() ? driver : application) + " at " + address);
  }

  // Each driver keeps connections that only ask whether the server is there.
  private static boolean isMonitor(BsonDocument operation) {
    var command = operation.get("command", new BsonArray());
    return command.isDocument()
        && List.of("hello", "isMaster", "ismaster").stream()
            .anyMatch(command.asDocument()::containsKey);
  }

  private static String text(BsonDocument document, String name) {
    return document.getString(name, new BsonString("")).getValue();
  }
}
