package dev.lifeboat.source.mongo;

import com.mongodb.MongoCommandException;
import com.mongodb.MongoNodeIsRecoveringException;
import com.mongodb.MongoNotPrimaryException;
import com.mongodb.MongoSocketException;
import com.mongodb.MongoTimeoutException;
import dev.lifeboat.problem.Code;
import dev.lifeboat.problem.ProblemException;
import java.util.Set;

/** Tells failures of a server that may be back soon, or that another one may stand in for. */
final class Outage {
  private static final Set<Integer> CODES =
      Set.of(
          6, // HostUnreachable
          7, // HostNotFound
          89, // NetworkTimeout
          91, // ShutdownInProgress
          189, // PrimarySteppedDown
          9001, // SocketException
          10107, // NotWritablePrimary
          11600, // InterruptedAtShutdown
          11602, // InterruptedDueToReplStateChange
          13435, // NotPrimaryNoSecondaryOk
          13436); // NotPrimaryOrSecondary

  private Outage() {}

  /** What a command or a connection says when its server goes away. */
  static boolean is(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      switch (cause) {
        case MongoSocketException _,
            MongoTimeoutException _,
            MongoNodeIsRecoveringException _,
            MongoNotPrimaryException _ -> {
          return true;
        }
        case MongoCommandException command when CODES.contains(command.getErrorCode()) -> {
          return true;
        }
        default -> {}
      }
    }
    return false;
  }

  /** What is said of a set that elects, and of a server that starts. */
  static boolean isPassing(ProblemException problem) {
    Code code = problem.problems().getFirst().code();
    return is(problem) || code == Code.MONGO_UNREACHABLE || code == Code.MONGO_UNSUPPORTED;
  }
}
