package dev.lifeboat.restore;

import dev.lifeboat.repository.manifest.Manifest;
import dev.lifeboat.source.ItemProof;
import dev.lifeboat.source.LifeSign;
import dev.lifeboat.source.PhaseTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A restore that was done and proven.
 *
 * @param id names it for undo
 * @param manifest the backup
 * @param target where to, for people
 * @param proof how each item compares with the backup
 * @param phases how long each phase took, from the verification on
 * @param took how long all of it took, without waiting for people
 * @param keptUntil until when the old data is kept; empty if there was none
 * @param warnings what people shall know
 * @param signs how services that were stopped are since they were started again
 */
public record RestoreReport(
    String id,
    Manifest manifest,
    String target,
    List<ItemProof> proof,
    List<PhaseTime> phases,
    Duration took,
    Optional<Instant> keptUntil,
    List<String> warnings,
    List<LifeSign> signs) {
  /** Of a restore that stopped nothing. */
  public RestoreReport(
      String id,
      Manifest manifest,
      String target,
      List<ItemProof> proof,
      List<PhaseTime> phases,
      Duration took,
      Optional<Instant> keptUntil,
      List<String> warnings) {
    this(id, manifest, target, proof, phases, took, keptUntil, warnings, List.of());
  }

  public RestoreReport {
    proof = List.copyOf(proof);
    phases = List.copyOf(phases);
    warnings = List.copyOf(warnings);
    signs = List.copyOf(signs);
  }
}
