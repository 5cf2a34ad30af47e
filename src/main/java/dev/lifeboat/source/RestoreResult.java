package dev.lifeboat.source;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A restore that was done.
 *
 * @param id names it for undo
 * @param proof how each item compares with the backup
 * @param phases how long each phase took
 * @param keptUntil until when the old data is kept; empty if there was none
 * @param warnings what people shall know
 * @param signs how services that were stopped are since they were started again
 */
public record RestoreResult(
    String id,
    List<ItemProof> proof,
    List<PhaseTime> phases,
    Optional<Instant> keptUntil,
    List<String> warnings,
    List<LifeSign> signs) {
  /** Of a restore that stopped nothing. */
  public RestoreResult(
      String id,
      List<ItemProof> proof,
      List<PhaseTime> phases,
      Optional<Instant> keptUntil,
      List<String> warnings) {
    this(id, proof, phases, keptUntil, warnings, List.of());
  }

  public RestoreResult {
    proof = List.copyOf(proof);
    phases = List.copyOf(phases);
    warnings = List.copyOf(warnings);
    signs = List.copyOf(signs);
  }
}
