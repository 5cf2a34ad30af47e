package dev.lifeboat.source.mongo;

import dev.lifeboat.problem.Code;
import dev.lifeboat.problem.Problem;
import dev.lifeboat.problem.ProblemException;
import dev.lifeboat.source.Fingerprint;
import dev.lifeboat.source.ItemProof;
import java.util.List;

/** Judges what was read back. */
final class StagedProof {
  private StagedProof() {}

  /** How two different fingerprints differ, in words. */
  static String difference(Fingerprint expected, Fingerprint actual) {
    if (expected.documents() != actual.documents()) {
      return "%d documents instead of %d".formatted(actual.documents(), expected.documents());
    }
    if (expected.bytes() != actual.bytes()) {
      return "%d bytes instead of %d".formatted(actual.bytes(), expected.bytes());
    }
    return "fingerprint %s instead of %s".formatted(actual.sum(), expected.sum());
  }

  /** Fails if anything isn't as the backup has it. */
  static void check(List<ItemProof> proofs) {
    check(proofs, "nothing was changed: the present data is as it was");
  }

  /**
   * The same, of what isn't beside the present data.
   *
   * @param hint what that means for the target
   */
  static void check(List<ItemProof> proofs, String hint) {
    List<Problem> problems =
        proofs.stream().filter(proof -> !proof.holds()).map(each -> problem(each, hint)).toList();
    if (!problems.isEmpty()) {
      throw new ProblemException(problems);
    }
  }

  private static Problem problem(ItemProof proof, String hint) {
    return Problem.of(
        Code.RESTORE_PROOF_FAILED,
        "what was restored of '%s' is not what the backup has: %s"
            .formatted(proof.name(), String.join("; ", proof.differences())),
        hint,
        "check the backup: lifeboat verify latest --level content");
  }
}
