package dev.lifeboat.source.mongo;

import dev.lifeboat.problem.Code;
import dev.lifeboat.problem.Observation;
import dev.lifeboat.problem.ProblemException;
import dev.lifeboat.units.Spans;
import java.time.Duration;
import java.util.Optional;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonString;
import org.bson.Document;

/** How far back a replica set remembers, against how long a backup takes. */
record CheckupWindows(MongoConnection connection, Optional<Duration> backupTook) {
  private static final Duration SHORT = Duration.ofHours(24);
  private static final String PARAMETER = "minSnapshotHistoryWindowInSeconds";
  private static final long USUAL = 300;

  Observation oplog() {
    Duration window = Duration.ofSeconds(Math.max(0, end(-1) - end(1)));
    BsonDocument stats =
        connection.run(
            "look at the oplog",
            "local",
            new BsonDocument("collStats", new BsonString("oplog.rs")));
    boolean full =
        stats.getNumber("size", new BsonInt32(0)).doubleValue()
            > 0.8 * stats.getNumber("maxSize", new BsonInt32(1)).doubleValue();
    String fact = "it covers " + Spans.print(window) + (full ? "" : " so far, and isn't full yet");
    String larger = "db.adminCommand({replSetResizeOplog: 1, size: 16000}) makes it 16 GB";
    if (full && backupTook.filter(took -> took.multipliedBy(2).compareTo(window) > 0).isPresent()) {
      return Observation.fail(
          "oplog",
          Code.CAPTURE_INCOMPLETE,
          fact + ", and the newest backup took " + Spans.print(backupTook.get()),
          larger);
    }
    return full && window.compareTo(SHORT) < 0
        ? Observation.warn("oplog", fact, larger)
        : Observation.ok("oplog", fact);
  }

  /** The time in seconds of the first or last entry. */
  private int end(int direction) {
    return connection
        .errors()
        .during(
            "read the oplog",
            () ->
                Optional.ofNullable(
                        connection
                            .client()
                            .getDatabase("local")
                            .getCollection("oplog.rs", BsonDocument.class)
                            .find()
                            .sort(new Document("$natural", direction))
                            .first())
                    .map(entry -> entry.getTimestamp("ts").getTime())
                    .orElse(0));
  }

  Observation history() {
    long seconds;
    try {
      seconds =
          connection
              .run(
                  "ask for the history window",
                  "admin",
                  new BsonDocument("getParameter", new BsonInt32(1))
                      .append(PARAMETER, new BsonInt32(1)))
              .getNumber(PARAMETER)
              .longValue();
    } catch (ProblemException e) {
      return Observation.ok(
          "history", "the user may not ask for it; it is 300 s unless somebody changed it");
    }
    String fact = "snapshots can be read for %d s".formatted(seconds);
    return backupTook
        .filter(took -> took.toSeconds() * 10 > seconds * 8)
        .map(
            took ->
                Observation.warn(
                    "history",
                    "%s, and the newest backup took %s: what changes meanwhile is read twice"
                        .formatted(fact, Spans.print(took)),
                    "db.adminCommand({setParameter: 1, %s: %d})"
                        .formatted(PARAMETER, Math.max(USUAL, took.toSeconds() * 2))))
        .orElseGet(
            () ->
                Observation.ok(
                    "history",
                    fact + (backupTook.isEmpty() ? "" : ", longer than a backup takes")));
  }
}
