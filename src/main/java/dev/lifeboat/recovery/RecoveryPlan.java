package dev.lifeboat.recovery;

import dev.lifeboat.problem.Problem;
import dev.lifeboat.source.RestoreStep;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What a recovery would do: shown to people, and executed unchanged.
 *
 * @param kind of accident, such as {@code volume-deleted}
 * @param stack the stack's name
 * @param findings what is wrong, in words
 * @param backup the backup that the data comes from, if any does
 * @param moment the moment that comes back, if data does
 * @param steps what is done, in this order
 * @param warnings what people shall know before they confirm
 * @param otherImages which services are on other images than at the backup, in words: people have
 *     to agree that data comes back to these
 * @param refusals why this plan can't be executed; empty if it can
 */
public record RecoveryPlan(
    String kind,
    String stack,
    List<String> findings,
    Optional<String> backup,
    Optional<Instant> moment,
    List<RestoreStep> steps,
    List<String> warnings,
    List<String> otherImages,
    List<Problem> refusals) {
  public RecoveryPlan {
    findings = List.copyOf(findings);
    steps = List.copyOf(steps);
    warnings = List.copyOf(warnings);
    otherImages = List.copyOf(otherImages);
    refusals = List.copyOf(refusals);
  }

  /** True if there is nothing to recover. */
  public boolean isEmpty() {
    return steps.isEmpty() && refusals.isEmpty();
  }
}
