package dev.lifeboat.source.mongo;

import com.mongodb.MongoCommandException;
import com.mongodb.MongoException;
import dev.lifeboat.problem.Code;
import dev.lifeboat.problem.Problem;
import dev.lifeboat.problem.ProblemException;
import dev.lifeboat.progress.Progress;
import dev.lifeboat.source.CaptureSink;
import dev.lifeboat.source.CapturedStream;
import dev.lifeboat.source.StreamShape;
import java.util.Optional;
import java.util.Set;
import org.bson.BsonBinary;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonString;
import org.bson.BsonValue;

/** Reads the documents of one part into a stream of the sink. */
final class PartReader {
  /** Not as the server was at the moment that was asked for, or not to the end. */
  private static final Set<Integer> NOT_AT_THE_MOMENT =
      Set.of(
          26, // NamespaceNotFound: dropped, or replaced by another
          43, // CursorNotFound
          72, // InvalidOptions: snapshot reads of capped collections
          73, // InvalidNamespace
          136, // CappedPositionLost
          175, // QueryPlanKilled: renamed or dropped
          237, // CursorKilled
          239, // SnapshotTooOld
          246, // SnapshotUnavailable
          250, // StaleDbVersion and the like: the catalog changed
          357); // CollectionUUIDMismatch

  private static final BsonDocument NATURAL = new BsonDocument("$natural", new BsonInt32(1));

  private final MongoErrors errors;
  private final CaptureSink sink;
  private final RateLimit limit;
  private final Progress.Phase phase;

  PartReader(MongoErrors errors, CaptureSink sink, RateLimit limit, Progress.Phase phase) {
    this.errors = errors;
    this.sink = sink;
    this.limit = limit;
    this.phase = phase;
  }

  /** What came of a try. */
  sealed interface Outcome {
    record Read(CapturedStream stream) implements Outcome {}

    /** Another way or another try may succeed. */
    record NotNow(Problem reason) implements Outcome {}

    /** No other try will. */
    record Never(Problem reason) implements Outcome {}
  }

  /** Why it wasn't read, if it wasn't. */
  static Optional<Problem> reason(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Read _ -> Optional.empty();
      case Outcome.NotNow(Problem reason) -> Optional.of(reason);
      case Outcome.Never(Problem reason) -> Optional.of(reason);
    };
  }

  /** Reads it all; what else sees the documents is told first. */
  Outcome read(
      CollectionReader reader, Part part, ReadMoment moment, CollectionReader.Consumer witness)
      throws InterruptedException {
    String doing = "read '" + part.item() + "'";
    try (var writer = sink.open(StreamShape.DOCUMENTS)) {
      CollectionInfo info = part.info();
      BsonValue collection =
          info.uuid().<BsonValue>map(BsonBinary::new).orElse(new BsonString(info.dataName()));
      reader.find(
          info.db(),
          collection,
          part.filter(),
          part.filter().isEmpty() ? NATURAL : new BsonDocument(),
          moment,
          (buffer, offset, length) -> {
            pass(length);
            witness.accept(buffer, offset, length);
            writer.write(buffer, offset, length);
            phase.advance(length);
          });
      return new Outcome.Read(writer.end());
    } catch (MongoCommandException e) {
      ProblemException problem = errors.problem(doing, e);
      Problem reason = problem.problems().getFirst();
      if (NOT_AT_THE_MOMENT.contains(e.getErrorCode())) {
        return new Outcome.NotNow(reason);
      }
      if (reason.code() == Code.INTERRUPTED) {
        throw problem;
      }
      return new Outcome.Never(reason);
    } catch (MongoException e) {
      throw errors.problem(doing, e);
    }
  }

  private void pass(int length) {
    try {
      limit.pass(length);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw MongoErrors.interrupted(e);
    }
  }
}
