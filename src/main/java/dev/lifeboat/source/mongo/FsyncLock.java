package dev.lifeboat.source.mongo;

import dev.lifeboat.problem.Code;
import dev.lifeboat.problem.ProblemException;
import java.time.Instant;
import org.bson.BsonBoolean;
import org.bson.BsonDocument;
import org.bson.BsonInt32;

/**
 * Locks all writes out of a server until it is closed, also when the thread is interrupted.
 *
 * @param since when the lock was there
 */
record FsyncLock(MongoConnection connection, Instant since) implements AutoCloseable {
  static FsyncLock take(CaptureRun run) {
    try {
      run.connection()
          .run(
              "lock writes out (fsync)",
              "admin",
              new BsonDocument("fsync", new BsonInt32(1)).append("lock", BsonBoolean.TRUE));
    } catch (ProblemException e) {
      if (Outage.is(e)) {
        // Only the answer may have been lost, and then writes are locked out now.
        new FsyncLock(run.connection(), run.clock().instant()).releaseAfter(e);
      }
      throw e;
    }
    return new FsyncLock(run.connection(), run.clock().instant());
  }

  /** True if writes are locked out already, as far as the user may know. */
  static boolean isHeld(MongoConnection connection) {
    try {
      return connection
          .run(
              "look for a lock",
              "admin",
              new BsonDocument("currentOp", new BsonInt32(1)).append("$ownOps", BsonBoolean.TRUE))
          .getBoolean("fsyncLock", BsonBoolean.FALSE)
          .getValue();
    } catch (ProblemException e) {
      if (e.problems().getFirst().code() != Code.MONGO_UNAUTHORIZED) {
        throw e;
      }
      return false;
    }
  }

  private void releaseAfter(ProblemException failure) {
    try {
      close();
    } catch (ProblemException e) {
      failure.addSuppressed(e);
    }
  }

  @Override
  public void close() {
    Uninterrupted.run(
        () ->
            connection.run(
                "unlock writes (run db.fsyncUnlock() yourself)",
                "admin",
                new BsonDocument("fsyncUnlock", new BsonInt32(1))));
  }
}
