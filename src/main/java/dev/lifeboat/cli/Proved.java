package dev.lifeboat.cli;

import dev.lifeboat.problem.Problem;
import dev.lifeboat.source.DumpFacts;
import dev.lifeboat.verify.RestoreProof;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What a dump is worth.
 *
 * @param dump what was found in it
 * @param proof what came of restoring what is whole of it; empty if nothing of it is
 * @param obstacle why nothing could be restored on this host, which says nothing of the dump
 * @param at when
 * @param read how long reading took
 * @param warnings what people shall know
 */
public record Proved(
    DumpFacts dump,
    Optional<RestoreProof> proof,
    Optional<Problem> obstacle,
    Instant at,
    Duration read,
    List<String> warnings) {
  public Proved {
    warnings = List.copyOf(warnings);
  }

  /** True if all of it is whole and came back. */
  public boolean holds() {
    return dump.whole()
        && obstacle.isEmpty()
        && proof.map(RestoreProof::holds).orElse(dump.parts().isEmpty());
  }
}
