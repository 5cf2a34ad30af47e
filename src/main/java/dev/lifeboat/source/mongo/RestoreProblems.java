package dev.lifeboat.source.mongo;

import com.mongodb.MongoBulkWriteException;
import com.mongodb.MongoException;
import dev.lifeboat.problem.Code;
import dev.lifeboat.problem.Problem;
import dev.lifeboat.problem.ProblemException;

/** What goes wrong in a restore, for people. */
final class RestoreProblems {
  private RestoreProblems() {}

  static ProblemException interrupted(Throwable cause) {
    Thread.currentThread().interrupt();
    return MongoErrors.interrupted(cause);
  }

  /**
   * A failure as a problem; what is a problem already stays it.
   *
   * @param doing completes "cannot …"
   */
  static RuntimeException of(RestoreServer server, String doing, RuntimeException failure) {
    return switch (failure) {
      case MongoBulkWriteException e ->
          Problem.of(
                  Code.MONGO_FAILED,
                  "cannot %s: %s".formatted(doing, firstError(e)),
                  "look at the log of mongod, then try again")
              .causedBy(e);
      case MongoException e -> server.connection().errors().problem(doing, e);
      default -> failure;
    };
  }

  private static String firstError(MongoBulkWriteException e) {
    return e.getWriteErrors().isEmpty()
        ? String.valueOf(e.getMessage())
        : e.getWriteErrors().getFirst().getMessage();
  }
}
