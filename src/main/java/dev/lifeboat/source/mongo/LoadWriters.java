package dev.lifeboat.source.mongo;

import com.mongodb.WriteConcern;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.BulkWriteOptions;
import com.mongodb.client.model.InsertManyOptions;
import com.mongodb.client.model.UpdateOneModel;
import dev.lifeboat.progress.Progress.Phase;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import org.bson.RawBsonDocument;

/** The threads that insert batches. Whoever hands in a batch waits while too many are waiting. */
final class LoadWriters implements AutoCloseable {
  private static final int THREADS = 3;
  private static final int WAITING = 6;

  private final RestoreServer server;
  private final Phase phase;
  private final ExecutorService threads =
      Executors.newFixedThreadPool(THREADS, Thread.ofPlatform().name("load-", 0).factory());
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

  /** Inserts one batch, in the calling thread. */
  void insert(String database, String collection, LoadBatch batch, boolean ordered) {
    var into =
        server
            .database(database)
            .getCollection(collection, RawBsonDocument.class)
            .withWriteConcern(WriteConcern.W1);
    into.insertMany(
        batch.documents(), new InsertManyOptions().ordered(ordered).bypassDocumentValidation(true));
    repair(into, batch);
    phase.advance(bytes(batch));
  }

  private static void repair(MongoCollection<RawBsonDocument> into, LoadBatch batch) {
    if (!batch.repairs().isEmpty()) {
      into.bulkWrite(
          batch.repairs().stream()
              .map(repair -> new UpdateOneModel<RawBsonDocument>(repair.filter(), repair.update()))
              .toList(),
          new BulkWriteOptions().ordered(false).bypassDocumentValidation(true));
    }
  }

  private static long bytes(LoadBatch batch) {
    return batch.documents().stream().mapToLong(each -> each.getByteBuffer().remaining()).sum();
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
