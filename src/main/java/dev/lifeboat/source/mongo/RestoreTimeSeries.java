package dev.lifeboat.source.mongo;

import dev.lifeboat.problem.Code;
import dev.lifeboat.problem.Problem;
import dev.lifeboat.progress.Progress.Phase;
import dev.lifeboat.source.Fingerprint;
import java.util.List;
import org.bson.BsonArray;
import org.bson.BsonDocument;
import org.bson.BsonString;

/**
 * Copies the data of time-series collections, which can't be renamed. Renaming their buckets by
 * {@code applyOps} works between two time-series, but a wrong name there ends the server.
 */
final class RestoreTimeSeries {
  private static final int TRIES = 5;

  private final RestoreServer server;
  private final StagedReader reader;

  RestoreTimeSeries(RestoreServer server) {
    this.server = server;
    this.reader = new StagedReader(server);
  }

  /**
   * Copies a time-series into a plain collection and proves the copy; again, while others write.
   *
   * @return what the copy has
   */
  Fingerprint copyAside(String database, String name, String aside, Phase phase) {
    for (int i = 0; i < TRIES; i++) {
      server.drop(database, aside);
      server.run(database, new BsonDocument("create", new BsonString(aside)));
      copy(database, StagedNames.buckets(name), aside, phase);
      var copied = reader.fingerprint(database, aside, phase);
      if (copied.equals(reader.fingerprint(database, StagedNames.buckets(name), phase))) {
        return copied;
      }
    }
    throw Problem.of(
            Code.MONGO_FAILED,
            "time-series '%s.%s' is written to all the time, so that its present data can't be kept"
                .formatted(database, name),
            "stop what writes to it, then try again")
        .exception();
  }

  /** Makes a time-series anew, out of buckets that are in another collection, and proves it. */
  void refill(
      String database,
      String name,
      BsonDocument options,
      List<BsonDocument> indexes,
      String from,
      Phase phase) {
    server.drop(database, name);
    server.run(database, StagedDefinition.create(name, options, indexes));
    copy(database, from, StagedNames.buckets(name), phase);
    var build = StagedDefinition.toBuild(options, indexes);
    if (!build.isEmpty()) {
      server.run(
          database,
          new BsonDocument("createIndexes", new BsonString(name))
              .append("indexes", new BsonArray(build)));
    }
    StagedDefinition.expiry(name, options, indexes, true)
        .forEach(command -> server.run(database, command));
  }

  private void copy(String database, String from, String to, Phase phase) {
    try (var writers = new LoadWriters(server, phase)) {
      var inserts = writers.into(database, to);
      var batches = new LoadBatches(writers.buffers(), inserts::insert);
      reader.read(database, from, batches::addAll);
      batches.flush();
      inserts.await();
    }
  }
}
