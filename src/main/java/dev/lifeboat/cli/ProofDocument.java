package dev.lifeboat.cli;

import dev.lifeboat.ledger.Proof;
import dev.lifeboat.verify.Level;
import java.time.Duration;
import java.time.Instant;

/**
 * The deepest verification of a backup on this host; its field names are a contract.
 *
 * @param level how deep
 * @param at when
 */
record ProofDocument(Level level, Instant at) {
  static ProofDocument of(Proof proof) {
    return new ProofDocument(proof.level(), proof.at());
  }

  /** How long ago that was, as {@code 3 h} or {@code 12 d}: the largest unit alone. */
  String age(Instant now) {
    return CoverageDocument.ago(Duration.between(at, now));
  }
}
