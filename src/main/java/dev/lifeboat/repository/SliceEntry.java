package dev.lifeboat.repository;

import dev.lifeboat.problem.Problem;
import dev.lifeboat.repository.manifest.Digest;
import dev.lifeboat.repository.manifest.OplogSlice;
import java.util.Optional;

/**
 * A slice of an oplog as the repository has it.
 *
 * @param name its files' name but for their endings
 * @param sha256 the digest of its manifest's bytes
 * @param slice what its manifest says, if it can be read
 * @param problem why it can't be trusted, if so; then nothing is restored from it
 */
public record SliceEntry(
    String name, Digest sha256, Optional<OplogSlice> slice, Optional<Problem> problem) {
  public SliceEntry {
    if (slice.isEmpty() && problem.isEmpty()) {
      throw new IllegalArgumentException("what can't be read has a problem");
    }
  }

  /** What it says, if it can be trusted. */
  public Optional<OplogSlice> trusted() {
    return problem.isPresent() ? Optional.empty() : slice;
  }

  /** What the slice after it may name as the one before it. */
  public Digest end() {
    return slice.flatMap(OplogSlice::standsFor).orElse(sha256);
  }
}
