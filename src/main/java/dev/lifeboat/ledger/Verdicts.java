package dev.lifeboat.ledger;

import dev.lifeboat.verify.Level;
import java.util.HashMap;
import java.util.Map;

/**
 * What the verifications on this host found of each backup, by its id. No backup is in both maps.
 *
 * @param proofs the deepest proof of each that was found good, the newest of those
 * @param failures those that were found damaged, and not good since
 */
public record Verdicts(Map<String, Proof> proofs, Map<String, Failure> failures) {
  /** Nothing is known. */
  public static final Verdicts NONE = new Verdicts(Map.of(), Map.of());

  public Verdicts {
    proofs = Map.copyOf(proofs);
    failures = Map.copyOf(failures);
  }

  /** Takes what was found in the order in which that was. */
  static final class Gathering {
    private final Map<String, Proof> proofs = new HashMap<>();
    private final Map<String, Failure> failures = new HashMap<>();

    void add(Proof proof) {
      Failure failure = failures.get(proof.backup());
      if (failure != null && proof.level().compareTo(failure.level()) < 0) {
        // It did not look where the damage was found.
        return;
      }
      failures.remove(proof.backup());
      proofs.merge(
          proof.backup(),
          proof,
          (earlier, later) -> later.level().compareTo(earlier.level()) >= 0 ? later : earlier);
    }

    void add(Failure failure) {
      proofs.remove(failure.backup());
      failures.merge(
          failure.backup(),
          failure,
          (earlier, later) ->
              new Failure(later.backup(), deeper(earlier.level(), later.level()), later.at()));
    }

    private static Level deeper(Level one, Level other) {
      return one.compareTo(other) >= 0 ? one : other;
    }

    Verdicts verdicts() {
      return new Verdicts(proofs, failures);
    }
  }
}
