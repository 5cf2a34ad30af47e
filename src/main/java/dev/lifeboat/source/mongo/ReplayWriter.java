package dev.lifeboat.source.mongo;

import com.mongodb.MongoCommandException;
import com.mongodb.MongoException;
import dev.lifeboat.problem.Code;
import dev.lifeboat.problem.Problem;
import dev.lifeboat.problem.ProblemException;
import dev.lifeboat.progress.Progress.Phase;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.bson.BsonArray;
import org.bson.BsonBoolean;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonTimestamp;
import org.bson.BsonValue;

/**
 * Applies operations in order, many at a time: the next batch is made while the server applies the
 * one before. Used by one thread.
 */
final class ReplayWriter implements AutoCloseable {
  private static final int WAITING = 2;

  private static final BsonDocument OPTIONS =
      new BsonDocument("bypassDocumentValidation", BsonBoolean.TRUE)
          // An update of a document that isn't there is an error, and never makes half a document.
          .append("alwaysUpsert", BsonBoolean.FALSE)
          .append("writeConcern", new BsonDocument("w", new BsonInt32(1)));

  private final RestoreServer server;
  private final Phase phase;
  private final LoadBuffers buffers = new LoadBuffers();
  private final ExecutorService thread =
      Executors.newSingleThreadExecutor(Thread.ofPlatform().name("replay").factory());
  private final Deque<Future<?>> waiting = new ArrayDeque<>();
  private ReplayBatch batch;

  ReplayWriter(RestoreServer server, Phase phase) {
    this.server = server;
    this.phase = phase;
    this.batch = new ReplayBatch(buffers.take());
  }

  /**
   * @param namespace where to, as bytes
   */
  void add(byte[] namespace, ReplayEntry entry) {
    if (!batch.takes(entry.length())) {
      flush();
    }
    batch.add(entry, namespace);
    if (entry.op == 'i' || (entry.op == 'u' && isReplacement(entry))) {
      repair(namespace, entry);
    }
  }

  private static boolean isReplacement(ReplayEntry entry) {
    return RawBson.find(entry.buffer, entry.document(), "$v") < 0;
  }

  // The server would put its own time into such a field.
  private void repair(byte[] namespace, ReplayEntry entry) {
    var zeros = LoadScanner.zeroTimestamps(entry.buffer, entry.document());
    if (!zeros.isEmpty()) {
      var fields = new BsonDocument();
      zeros.forEach(field -> fields.append(field, new BsonTimestamp(0)));
      BsonDocument document = entry.o();
      batch.addUpdate(
          namespace,
          new BsonDocument("_id", document.get("_id")),
          new BsonDocument("$v", new BsonInt32(2)).append("diff", new BsonDocument("u", fields)));
    }
  }

  /**
   * Waits until all is applied.
   *
   * @throws ProblemException RESTORE_PROOF_FAILED that names the operation that can't be applied
   */
  void finish() {
    flush();
    while (!waiting.isEmpty()) {
      await(waiting.remove());
    }
  }

  private void flush() {
    if (batch.isEmpty()) {
      return;
    }
    if (waiting.size() == WAITING) {
      await(waiting.remove());
    }
    var full = batch;
    waiting.add(thread.submit(() -> apply(full)));
    batch = new ReplayBatch(buffers.take());
  }

  private static void await(Future<?> applied) {
    RestoreWorkers.await(applied);
  }

  private void apply(ReplayBatch full) {
    try {
      var reply = server.run("admin", full.command(OPTIONS));
      int failed = failed(reply);
      if (failed >= 0) {
        throw problem(full.operation(failed), "the server refused it").exception();
      }
    } catch (MongoCommandException e) {
      int failed = failed(e.getResponse());
      if (failed >= 0) {
        throw problem(full.operation(failed), e.getErrorMessage()).causedBy(e);
      }
      throw named(full, e);
    }
    phase.advance(full.size());
    buffers.giveBack(full.buffer());
  }

  /** Which one failed; -1 if the reply doesn't say. */
  private static int failed(BsonDocument reply) {
    BsonArray results = reply.getArray("results", new BsonArray());
    for (int i = 0; i < results.size(); i++) {
      if (BsonBoolean.FALSE.equals(results.get(i))) {
        return i;
      }
    }
    return -1;
  }

  /** Finds the one that fails; what the others do a second time no longer matters. */
  private RuntimeException named(ReplayBatch full, MongoCommandException failure) {
    for (int i = 0; i < full.size(); i++) {
      var operation = full.operation(i);
      try {
        var command = new BsonDocument("applyOps", new BsonArray(java.util.List.of(operation)));
        command.putAll(OPTIONS);
        server.run("admin", command);
      } catch (MongoException e) {
        return problem(operation, failure.getErrorMessage()).causedBy(failure);
      }
    }
    return failure;
  }

  private static Problem problem(BsonDocument operation, String why) {
    BsonDocument key = operation.getDocument("o2", operation.getDocument("o", new BsonDocument()));
    BsonValue id = key.get("_id");
    return Problem.of(
        Code.RESTORE_PROOF_FAILED,
        "the operation '%s' of the oplog on the document %s can't be applied: %s"
            .formatted(
                operation.getString("op").getValue(),
                id == null ? "without _id" : new BsonDocument("_id", id).toJson(),
                why),
        "choose a moment before it, or another backup",
        "check the backup: lifeboat verify latest --level content");
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }
}
