package dev.lifeboat.source.mongo;

import com.mongodb.client.MongoClient;
import dev.lifeboat.problem.Code;
import dev.lifeboat.problem.Problem;
import dev.lifeboat.problem.ProblemException;
import java.time.Instant;
import java.time.InstantSource;
import org.bson.BsonBoolean;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonNull;
import org.bson.BsonValue;

/**
 * Locks all writes out of a server until it is closed, also when the thread is interrupted. The
 * lock is the server's, not the connection's: it outlasts a cut connection, and not a restart.
 *
 * @param since when the lock was there
 * @param process names the server's process
 * @param alone whether nobody else had locked writes out before
 */
record FsyncLock(MongoConnection connection, Instant since, BsonValue process, boolean alone)
    implements AutoCloseable {
  static FsyncLock take(MongoConnection connection, InstantSource clock) {
    BsonValue process = process(connection);
    try {
      BsonDocument locked =
          connection.run(
              "lock writes out (fsync)",
              "admin",
              new BsonDocument("fsync", new BsonInt32(1)).append("lock", BsonBoolean.TRUE));
      boolean alone = locked.getNumber("lockCount", new BsonInt32(1)).longValue() == 1;
      return new FsyncLock(connection, clock.instant(), process, alone);
    } catch (ProblemException e) {
      if (Outage.is(e)) {
        // Only the answer may have been lost, and then writes are locked out now.
        new FsyncLock(connection, clock.instant(), process, false).releaseAfter(e);
      }
      throw e;
    }
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

  /** What names the process that answers now. */
  static BsonValue process(MongoConnection connection) {
    return connection
        .run("look for a lock", "admin", new BsonDocument("hello", new BsonInt32(1)))
        .getDocument("topologyVersion")
        .get("processId", BsonNull.VALUE);
  }

  /**
   * Fails if the server was started again since, so that others could write.
   *
   * @throws ProblemException with {@code MONGO_UNREACHABLE}
   */
  void requireHeldSince() {
    if (!process(connection).equals(process)) {
      throw Problem.of(
              Code.MONGO_UNREACHABLE,
              "the MongoDB server was started again while it was backed up: writes were no longer"
                  + " locked out",
              "back up again")
          .exception();
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
    Uninterrupted.run(this::release);
  }

  private void release() {
    var client = connection.client();
    try {
      unlock();
    } catch (ProblemException e) {
      if (!Outage.is(e)) {
        throw e;
      }
      goOn(client, e);
      if (!process(connection).equals(process)) {
        return; // Its lock went with the process.
      }
      // Whoever else holds a lock must keep it.
      if (alone && isHeld(connection)) {
        unlock();
      } else if (!alone) {
        throw e;
      }
    }
  }

  private void goOn(MongoClient client, ProblemException failure) {
    try {
      connection.goOn(client);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw failure;
    }
  }

  private void unlock() {
    unlock(connection);
  }

  /** Takes one lock away, whoever took it. */
  static void unlock(MongoConnection connection) {
    connection.run(
        "unlock writes (run db.fsyncUnlock() yourself)",
        "admin",
        new BsonDocument("fsyncUnlock", new BsonInt32(1)));
  }
}
