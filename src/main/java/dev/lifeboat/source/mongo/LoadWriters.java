package dev.lifeboat.source.mongo;

import com.mongodb.MongoException;
import com.mongodb.WriteConcern;
import com.mongodb.client.model.BulkWriteOptions;
import com.mongodb.client.model.UpdateOneModel;
import dev.lifeboat.progress.Progress.Phase;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import org.bson.Document;

/** The threads that insert batches. Whoever hands in a batch waits while too many are waiting. */
final class LoadWriters implements AutoCloseable {
  private static final int THREADS = 3;
  private static final int WAITING = 6;

  private final RestoreServer server;
  private final Phase phase;
  private final ExecutorService threads =
      Executors.newFixedThreadPool(THREADS, Thread.ofPlatform().name("load-", 0).factory());
  private final LoadBuffers buffers = new LoadBuffers();
  private final Semaphore room = new Semaphore(WAITING);

  LoadWriters(RestoreServer server, Phase phase) {
    this.server = server;
    this.phase = phase;
  }

  /** Inserts batches into one collection, in any order. */
  LoadInserts into(String database, String collection) {
    return new LoadInserts(this, database, collection);
  }

  void submit(Runnable insert) throws InterruptedException {
    room.acquire();
    threads.execute(
        () -> {
          try {
            insert.run();
          } finally {
            room.release();
          }
        });
  }

  LoadBuffers buffers() {
    return buffers;
  }

  /**
   * Inserts one batch, in the calling thread. The batch's buffer is used again after that.
   *
   * @throws MongoException if not all of it was inserted
   */
  void insert(String database, String collection, LoadBatch batch, boolean ordered) {
    var reply = server.run(database, batch.command(collection, ordered));
    LoadReply.check(reply, batch.documents());
    if (!batch.repairs().isEmpty()) {
      repair(database, collection, batch.repairs());
    }
    phase.advance(batch.bytes());
    buffers.giveBack(batch.buffer());
  }

  private void repair(String database, String collection, List<LoadRepair> repairs) {
    var updates =
        repairs.stream()
            .map(repair -> new UpdateOneModel<Document>(repair.filter(), repair.update()))
            .toList();
    var options = new BulkWriteOptions().ordered(false).bypassDocumentValidation(true);
    var _ =
        server.patiently(
            database,
            in ->
                in.getCollection(collection)
                    .withWriteConcern(WriteConcern.W1)
                    .bulkWrite(updates, options));
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
