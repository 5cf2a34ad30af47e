package dev.lifeboat.source.mongo;

import com.mongodb.MongoException;
import dev.lifeboat.problem.Code;
import dev.lifeboat.problem.Problem;
import dev.lifeboat.problem.ProblemException;
import dev.lifeboat.progress.Progress;
import dev.lifeboat.source.Capture;
import dev.lifeboat.source.Consistency;
import dev.lifeboat.source.OplogTime;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonTimestamp;

/** Captures a replica set at one cluster time. */
record SetCapture(CaptureRun run) {
  private static final int TRIES = 5;
  private static final String WINDOW = "minSnapshotHistoryWindowInSeconds";
  private static final long USUAL_WINDOW = 300;
  private static final long SLOW = 40_000_000;

  Capture capture() {
    try {
      return capture(run.outages().outlast(this::begin, () -> {}));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw MongoErrors.interrupted(e);
    }
  }

  /**
   * What is known before anything is read.
   *
   * @param before an oplog entry from before
   * @param noOplog why the oplog can't be read, if so
   * @param total bytes to read, about
   */
  private record Begin(
      Oplog oplog, BsonTimestamp before, Optional<Problem> noOplog, Settled start, long total) {}

  private Begin begin() {
    var oplog = new Oplog(run.connection());
    Optional<Problem> noOplog = Optional.empty();
    BsonTimestamp before = new BsonTimestamp();
    try {
      before = oplog.start();
    } catch (ProblemException e) {
      if (e.problems().getFirst().code() != Code.MONGO_UNAUTHORIZED) {
        throw e;
      }
      noOplog = Optional.of(e.problems().getFirst());
    }
    Settled start = settle();
    long total = new Sizes(run.connection()).total(start.list().catalog());
    return new Begin(oplog, before, noOplog, start, total);
  }

  private Capture capture(Begin begin) throws InterruptedException {
    Settled start = begin.start();
    try (var phase = run.progress().start("reading", begin.total(), Progress.Unit.BYTES)) {
      var reads =
          new SnapshotReads(run, start.at(), begin.before(), keepHashes(begin.total()), phase);
      try {
        reads.read(start.list().parts());
        if ((start.agreed() && reads.complete()) || begin.noOplog().isPresent()) {
          var assembly = new Assembly(run.sink());
          reads.assemble(start.list(), begin.noOplog(), assembly);
          return assembly.build(consistency(start.at()), details(begin, start.list(), start.at()));
        }
        return touchUp(begin, reads, phase);
      } finally {
        reads.close();
      }
    }
  }

  private Capture touchUp(Begin begin, SnapshotReads reads, Progress.Phase phase)
      throws InterruptedException {
    try (var touchUp = new TouchUp(run, begin.oplog(), begin.before(), phase)) {
      reads.bases().forEach(touchUp::add);
      reads.never().forEach(touchUp::giveUp);
      for (Part part : reads.tooOld()) {
        touchUp.readBase(part);
      }
      TouchUp.End end = touchUp.settle();
      var assembly = new Assembly(run.sink());
      touchUp.assemble(end, assembly);
      return assembly.build(consistency(end.at()), details(begin, end.list(), end.at()));
    } catch (MongoException e) {
      throw run.connection().errors().problem("bring the backup to one moment", e);
    }
  }

  /** True if the reading may take longer than the server keeps its moment. */
  private boolean keepHashes(long total) {
    long rate = Math.min(SLOW, run.settings().bytesPerSecond().orElse(SLOW));
    return total / rate > window() * 8 / 10;
  }

  private long window() {
    try {
      return run.connection()
          .run(
              "ask for the snapshot window",
              "admin",
              new BsonDocument("getParameter", new BsonInt32(1)).append(WINDOW, new BsonInt32(1)))
          .getNumber(WINDOW)
          .longValue();
    } catch (ProblemException e) {
      if (e.problems().getFirst().code() != Code.MONGO_UNAUTHORIZED) {
        throw e;
      }
      return USUAL_WINDOW;
    }
  }

  /** A listing and a cluster time at which it held. */
  private record Settled(PartList list, BsonTimestamp at, boolean agreed) {}

  private Settled settle() {
    var clock = new ClusterClock(run.connection());
    PartList before = PartList.read(run.connection(), run.scope());
    for (int i = 1; ; i++) {
      BsonTimestamp at = clock.majority();
      PartList after = PartList.read(run.connection(), run.scope());
      if (after.sameAs(before) || i == TRIES) {
        return new Settled(after, at, after.sameAs(before));
      }
      before = after;
    }
  }

  private Map<String, Object> details(Begin begin, PartList list, BsonTimestamp at) {
    Map<String, Object> details = new TreeMap<>(run.details(list));
    details.put("clusterTime", OplogTime.of(at.getValue()).toString());
    new ReplicaSetId(run.connection()).ifKnown().ifPresent(id -> details.put("replicaSetId", id));
    if (begin.noOplog().isEmpty()) {
      // Transactions that were open at the cluster time have no entries before this one.
      details.put("rollForwardFrom", OplogTime.of(begin.before().getValue()).toString());
    }
    return details;
  }

  private static Consistency consistency(BsonTimestamp at) {
    return new Consistency.ClusterTime(
        Instant.ofEpochSecond(Integer.toUnsignedLong(at.getTime())), at.getInc());
  }
}
