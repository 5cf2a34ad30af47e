package dev.lifeboat.source.mongo;

import dev.lifeboat.problem.Code;
import dev.lifeboat.problem.Problem;
import java.time.Duration;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonTimestamp;

/** Tells the cluster time of the member that is read. */
record ClusterClock(MongoConnection connection) {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Duration PAUSE = Duration.ofMillis(20);

  /**
   * A time that a majority has, and that isn't before any write this member had when asked.
   *
   * @throws dev.lifeboat.problem.ProblemException with {@code MONGO_FAILED} if the majority doesn't
   *     catch up
   */
  BsonTimestamp majority() {
    long end = System.nanoTime() + PATIENCE.toNanos();
    BsonDocument written = lastWrite();
    BsonTimestamp wanted = time(written, "opTime");
    BsonTimestamp reached = time(written, "majorityOpTime");
    while (reached.compareTo(wanted) < 0) {
      if (System.nanoTime() - end > 0) {
        throw Problem.of(
                Code.MONGO_FAILED,
                "most members of the replica set are behind: nothing was confirmed by a majority"
                    + " for "
                    + PATIENCE.toSeconds()
                    + " s",
                "look at rs.status(): which members are down or lag behind?")
            .exception();
      }
      connection.errors().during("wait for the majority", this::pause);
      reached = time(lastWrite(), "majorityOpTime");
    }
    return reached;
  }

  private boolean pause() throws InterruptedException {
    Thread.sleep(PAUSE);
    return true;
  }

  private BsonDocument lastWrite() {
    return connection
        .run("ask for the cluster time", "admin", new BsonDocument("hello", new BsonInt32(1)))
        .getDocument("lastWrite");
  }

  private static BsonTimestamp time(BsonDocument lastWrite, String name) {
    return lastWrite.getDocument(name).getTimestamp("ts");
  }
}
