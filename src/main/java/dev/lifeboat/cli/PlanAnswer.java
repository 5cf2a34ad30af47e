package dev.lifeboat.cli;

import dev.lifeboat.problem.ExitCode;
import dev.lifeboat.restore.PreparedRestore;
import dev.lifeboat.source.PlannedItem;
import dev.lifeboat.source.RestorePlan;
import dev.lifeboat.source.RestoreSelection;
import dev.lifeboat.source.RestoreStep;
import dev.lifeboat.source.RollForward;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/**
 * What a restore would do.
 *
 * @param detailed whether the exit code tells that there is something to do
 * @param all whether the text names every collection, however many there are
 */
record PlanAnswer(PreparedRestore prepared, boolean detailed, boolean all, InstantSource clock)
    implements Answer {
  private static final String VOLUME = "volume";

  /**
   * Its field names are a contract.
   *
   * @param destination {@code staged} or {@code in-place}
   * @param selection which items, and under which names
   * @param lossSeconds from the moment that comes back to the newest write; null if nobody can say
   * @param settled what a killed restore had left behind and was settled first
   */
  record Document(
      boolean dryRun,
      String backup,
      String target,
      String destination,
      RestoreSelection selection,
      Instant moment,
      Optional<Instant> newestWrite,
      Optional<Duration> lossSeconds,
      long roomNeeded,
      Optional<Long> roomFree,
      Duration keepOldSeconds,
      List<Planned> collections,
      List<RestoreStep> steps,
      List<String> writers,
      List<String> warnings,
      List<String> settled,
      List<ProblemDocument> refusals,
      Optional<Forward> rollForward) {}

  /**
   * What follows on the backup.
   *
   * @param after how many operations after the moment don't come back; null if they weren't counted
   */
  record Forward(Instant backup, String upTo, long operations, Optional<Long> after) {
    static Forward of(RollForward forward) {
      return new Forward(
          forward.backup(), forward.upTo().toString(), forward.operations(), forward.after());
    }
  }

  /**
   * What happens to one collection.
   *
   * @param from its name in the backup, if that is another one
   */
  record Planned(
      String namespace,
      Optional<String> from,
      String kind,
      PlannedItem.Action action,
      long documents,
      long bytes,
      long presentDocuments,
      long presentBytes) {
    static Planned of(PlannedItem item) {
      return new Planned(
          item.name(),
          item.from(),
          item.kind(),
          item.action(),
          item.documents(),
          item.bytes(),
          item.presentDocuments(),
          item.presentBytes());
    }
  }

  private RestorePlan plan() {
    return prepared.plan();
  }

  @Override
  public Object document() {
    RestorePlan plan = plan();
    return new Document(
        true,
        plan.backup(),
        plan.target(),
        RequestText.destination(plan.request().destination()),
        plan.request().selection(),
        plan.moment(),
        plan.newestWrite(),
        plan.newestWrite().map(write -> loss(plan.moment(), write)),
        plan.roomNeeded(),
        plan.roomFree(),
        plan.request().keepOld(),
        plan.items().stream().map(Planned::of).toList(),
        plan.steps(),
        plan.writers(),
        plan.warnings(),
        prepared.settled(),
        ProblemDocument.of(plan.refusals()),
        plan.forward().map(Forward::of));
  }

  static Duration loss(Instant moment, Instant newestWrite) {
    Duration loss = Duration.between(moment, newestWrite);
    return loss.isNegative() ? Duration.ZERO : loss;
  }

  @Override
  public ExitCode exit() {
    if (!plan().refusals().isEmpty()) {
      return plan().refusals().getFirst().code().exit();
    }
    boolean empty = plan().items().stream().allMatch(i -> i.action() == PlannedItem.Action.KEEP);
    return detailed && !empty ? ExitCode.NOT_EMPTY : ExitCode.OK;
  }

  @Override
  public String text(Page page) {
    PlanText text = words(page);
    String next =
        plan().refusals().isEmpty()
            ? page.next(
                "lifeboat restore "
                    + plan()
                        .forward()
                        .map(forward -> "--at-optime " + forward.upTo())
                        .orElse(plan().backup())
                    + RequestText.options(plan().request(), isOfVolumes(plan())))
            : "\n" + text.refusals();
    return text.plan() + next;
  }

  /** The plan alone, where the refusals are told as the errors that they are. */
  String withoutRefusals(Page page) {
    return words(page).plan();
  }

  /** True if it restores volumes, and not the database. */
  static boolean isOfVolumes(RestorePlan plan) {
    return plan.items().stream().anyMatch(item -> item.kind().equals(VOLUME));
  }

  private PlanText words(Page page) {
    return new PlanText(prepared, page, clock.instant(), all);
  }
}
