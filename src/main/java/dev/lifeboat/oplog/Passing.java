package dev.lifeboat.oplog;

import dev.lifeboat.problem.Code;
import dev.lifeboat.problem.ProblemException;

/** Tells what passes by itself from what somebody has to mend. */
final class Passing {
  private Passing() {}

  static boolean is(ProblemException problem) {
    Code code = problem.problems().getFirst().code();
    return code == Code.MONGO_UNREACHABLE || code == Code.MONGO_FAILED;
  }
}
