package dev.lifeboat.drill;

import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a drill leaves behind: its evidence. It is written once and never changed; those who sign it
 * off do that beside it ({@link KeptDrill}).
 *
 * @param format the version of this form, {@value #FORMAT}
 * @param id names the drill; sorts by time
 * @param scenario what was rehearsed
 * @param micro whether it was a small one that follows a backup, without canary and mutants
 * @param stack the stack's name
 * @param host the host that ran it
 * @param tool the version of Lifeboat
 * @param startedAt when it began
 * @param endedAt when all was cleaned up
 * @param criteria what it was held to, fixed beforehand
 * @param people who took part
 * @param sources the backups that were restored; empty only if it was aborted before
 * @param isolation why it could not reach production
 * @param timeline T0 to T10, in their order
 * @param phases the parts of the recovery's time, in their order, each once
 * @param bytes how many bytes of content came back
 * @param rto how long the recovery took, from T0 to the end of its last phase; empty if it didn't
 *     come to its end
 * @param rpo what would have been lost; empty where that has no meaning
 * @param data the proof, item by item
 * @param canary the document planted beforehand, if one was
 * @param mutants the backups damaged on purpose; empty if that was not asked for
 * @param probes questions to what was restored
 * @param deviations where it went otherwise than planned, in words
 * @param findings what somebody has to do something about
 * @param cleanUp that nothing is left
 * @param verdict what came of it
 * @param audit which entries of the audit log are about it; empty if there is none
 * @param conditions when these change, the evidence is stale
 */
public record DrillRecord(
    int format,
    String id,
    DrillScenario scenario,
    boolean micro,
    String stack,
    String host,
    String tool,
    Instant startedAt,
    Instant endedAt,
    Criteria criteria,
    People people,
    List<SourceBackup> sources,
    Isolation isolation,
    List<Moment> timeline,
    List<PhaseResult> phases,
    long bytes,
    Optional<Duration> rto,
    Optional<LostData> rpo,
    List<DataProof> data,
    Optional<Canary> canary,
    List<Mutant> mutants,
    List<Probe> probes,
    List<String> deviations,
    List<DrillFinding> findings,
    CleanUp cleanUp,
    DrillVerdict verdict,
    Optional<AuditSpan> audit,
    Conditions conditions) {
  public static final int FORMAT = 1;

  public DrillRecord {
    sources = List.copyOf(sources);
    timeline = List.copyOf(timeline);
    phases = List.copyOf(phases);
    data = List.copyOf(data);
    mutants = List.copyOf(mutants);
    probes = List.copyOf(probes);
    deviations = List.copyOf(deviations);
    findings = List.copyOf(findings);
    if (endedAt.isBefore(startedAt)) {
      throw new IllegalArgumentException("a drill ends after its beginning");
    }
    requireEachOnce(phases);
  }

  private static void requireEachOnce(List<PhaseResult> phases) {
    Set<DrillPhase> seen = EnumSet.noneOf(DrillPhase.class);
    for (PhaseResult phase : phases) {
      if (!seen.add(phase.phase())) {
        throw new IllegalArgumentException("twice the phase '" + phase.phase() + "'");
      }
    }
  }

  /** How long a phase took; empty if the scenario has none. */
  public Optional<Duration> took(DrillPhase phase) {
    return phases.stream()
        .filter(result -> result.phase() == phase)
        .map(PhaseResult::took)
        .findFirst();
  }

  /** Whether the recovery was fast enough; empty if nothing was promised or it didn't end. */
  public Optional<Boolean> rtoMet() {
    return rto.flatMap(took -> criteria.rto().map(within -> took.compareTo(within) <= 0));
  }

  /** Whether a promised recovery point is kept; empty if nothing is known of what is lost. */
  public Optional<Boolean> rpoMet(Criteria.PointObjective objective) {
    return rpo.map(lost -> lost.span().compareTo(objective.within()) <= 0);
  }

  /** How many mutants were caught by the step that should. */
  public long caught() {
    return mutants.stream().filter(Mutant::caught).count();
  }
}
