package dev.lifeboat.source;

import dev.lifeboat.problem.Problem;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What a restore would do: shown to people, and executed unchanged.
 *
 * @param backup the backup's id
 * @param target where to, for people, without secrets
 * @param request what was asked for
 * @param items what happens to each item
 * @param steps what is done, in this order
 * @param moment the moment that comes back
 * @param newestWrite the newest write in the target, which with everything since the moment will be
 *     kept aside; empty where nobody can say
 * @param roomNeeded bytes that the target needs
 * @param roomFree bytes that the target has, where it can say
 * @param writers clients that may write now, each in words
 * @param warnings what people shall know before they confirm
 * @param refusals why this plan can't be executed; empty if it can
 * @param forward what follows on the backup, if it is rolled forward
 */
public record RestorePlan(
    String backup,
    String target,
    RestoreRequest request,
    List<PlannedItem> items,
    List<RestoreStep> steps,
    Instant moment,
    Optional<Instant> newestWrite,
    long roomNeeded,
    Optional<Long> roomFree,
    List<String> writers,
    List<String> warnings,
    List<Problem> refusals,
    Optional<RollForward> forward) {
  /** Of what a backup has, and nothing after it. */
  public RestorePlan(
      String backup,
      String target,
      RestoreRequest request,
      List<PlannedItem> items,
      List<RestoreStep> steps,
      Instant moment,
      Optional<Instant> newestWrite,
      long roomNeeded,
      Optional<Long> roomFree,
      List<String> writers,
      List<String> warnings,
      List<Problem> refusals) {
    this(
        backup,
        target,
        request,
        items,
        steps,
        moment,
        newestWrite,
        roomNeeded,
        roomFree,
        writers,
        warnings,
        refusals,
        Optional.empty());
  }

  public RestorePlan {
    items = List.copyOf(items);
    steps = List.copyOf(steps);
    writers = List.copyOf(writers);
    warnings = List.copyOf(warnings);
    refusals = List.copyOf(refusals);
  }
}
