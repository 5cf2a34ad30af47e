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
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
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
          250, // StaleDbVersion and the like: the catalog changed
          357); // CollectionUUIDMismatch

  private static final Set<Integer> TOO_OLD =
      Set.of(
          239, // SnapshotTooOld
          246); // SnapshotUnavailable

  private static final BsonDocument NATURAL = new BsonDocument("$natural", new BsonInt32(1));

  private final MongoErrors errors;
  private final CaptureSink sink;
  private final RateLimit limit;
  private final Progress.Phase phase;
  private final Set<Part> byName = ConcurrentHashMap.newKeySet();

  PartReader(MongoErrors errors, CaptureSink sink, RateLimit limit, Progress.Phase phase) {
    this.errors = errors;
    this.sink = sink;
    this.limit = limit;
    this.phase = phase;
  }

  /** What came of a try. */
  sealed interface Outcome {
    record Read(CapturedStream stream) implements Outcome {}

    /** The server doesn't keep the moment any more. */
    record TooOld(Problem reason) implements Outcome {}

    /** Another try may succeed. */
    record NotNow(Problem reason) implements Outcome {}

    /** No other try will. */
    record Never(Problem reason) implements Outcome {}
  }

  /** Why it wasn't read, if it wasn't. */
  static Optional<Problem> reason(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Read _ -> Optional.empty();
      case Outcome.TooOld(Problem reason) -> Optional.of(reason);
      case Outcome.NotNow(Problem reason) -> Optional.of(reason);
      case Outcome.Never(Problem reason) -> Optional.of(reason);
    };
  }

  /** True if another moment may be readable. */
  static boolean isNotAtTheMoment(MongoCommandException e) {
    return TOO_OLD.contains(e.getErrorCode()) || NOT_AT_THE_MOMENT.contains(e.getErrorCode());
  }

  /**
   * Parts that were read by name, because the user has no right to read by UUID, and whose name is
   * another's now: what was read of them doesn't count, since by name a renamed collection seems
   * empty.
   */
  Set<Part> moved(PartList now) {
    Set<Part> moved = new HashSet<>(byName);
    moved.removeIf(
        part ->
            now.parts().stream()
                .anyMatch(
                    other ->
                        other.item().equals(part.item())
                            && other.info().uuid().equals(part.info().uuid())));
    return moved;
  }

  static Problem renamed(Part part) {
    return Problem.of(
        Code.CAPTURE_INCOMPLETE,
        "'" + part.item() + "' was renamed, dropped or replaced while it was read",
        "grant the user the role backup on admin: then it is followed under its new name");
  }

  boolean readByName() {
    return !byName.isEmpty();
  }

  /** Reads it all; what else sees the documents, once each, is told first. */
  Outcome read(
      CollectionReader reader, Part part, ReadMoment moment, CollectionReader.Consumer witness) {
    Outcome outcome = read(reader, part, uuidOrName(part), moment, witness);
    boolean refused =
        outcome instanceof Outcome.Never(Problem reason)
            && reason.code() == Code.MONGO_UNAUTHORIZED
            && part.info().uuid().isPresent();
    if (!refused) {
      return outcome;
    }
    byName.add(part);
    return read(reader, part, new BsonString(part.info().dataName()), moment, witness);
  }

  private static BsonValue uuidOrName(Part part) {
    CollectionInfo info = part.info();
    return info.uuid().<BsonValue>map(BsonBinary::new).orElse(new BsonString(info.dataName()));
  }

  private Outcome read(
      CollectionReader reader,
      Part part,
      BsonValue collection,
      ReadMoment moment,
      CollectionReader.Consumer witness) {
    String doing = "read '" + part.item() + "'";
    try (var writer = sink.open(StreamShape.DOCUMENTS)) {
      reader.pass(
          part.info().db(),
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
      if (TOO_OLD.contains(e.getErrorCode())) {
        return new Outcome.TooOld(reason);
      }
      if (NOT_AT_THE_MOMENT.contains(e.getErrorCode())) {
        return new Outcome.NotNow(reason);
      }
      if (reason.code() == Code.INTERRUPTED || Outage.is(e)) {
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
