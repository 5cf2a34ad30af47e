package dev.lifeboat.cli;

import dev.lifeboat.cli.terminal.Facts;
import dev.lifeboat.problem.Problem;
import dev.lifeboat.restore.PreparedRestore;
import dev.lifeboat.source.PlannedItem.Action;
import dev.lifeboat.source.RestoreDestination;
import dev.lifeboat.source.RestorePlan;
import dev.lifeboat.source.RestoreStep;
import dev.lifeboat.source.RollForward;
import dev.lifeboat.units.ByteSize;
import dev.lifeboat.units.Spans;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A restore's plan for people: what comes back, what that costs, what is done.
 *
 * @param all whether every collection is named, however many there are
 */
record PlanText(PreparedRestore prepared, Page page, Instant now, boolean all) {
  String plan() {
    RestorePlan plan = prepared.plan();
    StringBuilder text = new StringBuilder();
    prepared.settled().forEach(done -> text.append("Before: ").append(done).append('\n'));
    text.append("Plan: restore backup ").append(page.ink().bold(plan.backup())).append('\n');
    text.append(facts(plan))
        .append('\n')
        .append(
            PlanAnswer.isOfVolumes(plan)
                ? VolumeTables.plan(plan.items(), page)
                : PlanTable.print(plan.items(), all, page))
        .append('\n');
    text.append(steps(plan.steps(), page));
    if (!plan.warnings().isEmpty()) {
      text.append('\n');
    }
    for (String warning : plan.warnings()) {
      text.append(page.ink().warning("warning:")).append(" ");
      text.append(page.wrapped(warning, 9)).append("\n");
    }
    return text.toString();
  }

  String refusals() {
    StringBuilder text = new StringBuilder();
    for (Problem problem : prepared.plan().refusals()) {
      text.append(page.failed()).append(' ').append(problem.message()).append('\n');
      problem.hints().forEach(hint -> text.append("Hint: ").append(hint).append('\n'));
    }
    return text.toString();
  }

  private String facts(RestorePlan plan) {
    String free = plan.roomFree().map(bytes -> ", " + ByteSize.of(bytes) + " free").orElse("");
    Facts facts = new Facts().add("into", plan.target());
    RequestText.selection(plan.request().selection()).ifPresent(text -> facts.add("what", text));
    plan.forward()
        .ifPresent(
            forward ->
                facts.add(
                    "from",
                    "the backup of %s, then %s up to %s"
                        .formatted(
                            page.moment(forward.backup()),
                            Words.counted(forward.operations(), "operation"),
                            forward.upTo())));
    facts
        .add(
            "back to",
            page.moment(plan.moment()) + ", " + age(Duration.between(plan.moment(), now)))
        .add("loses", loss(plan))
        .add("keeps", keeps(plan))
        .add("room", room(plan) + free);
    plan.writers().forEach(writer -> facts.warning("may write", writer));
    return facts.print(page.ink());
  }

  private static String room(RestorePlan plan) {
    return ByteSize.of(plan.roomNeeded())
        + switch (plan.request().destination()) {
          case RestoreDestination.Staged _, RestoreDestination.Sandbox _ -> " needed";
          case RestoreDestination.InPlace _ -> " needed beyond what is dropped";
          case RestoreDestination.MissingOnly _ -> " needed at most";
        };
  }

  private String keeps(RestorePlan plan) {
    return switch (plan.request().destination()) {
      case RestoreDestination.Staged _, RestoreDestination.Sandbox _ ->
          "what is there now, for " + Spans.print(plan.request().keepOld());
      case RestoreDestination.InPlace _ ->
          plan.items().stream().anyMatch(item -> item.action() == Action.REPLACE_IN_PLACE)
              ? page.ink().bad("nothing: what is dropped is gone, and there is no undo")
              : "nothing is replaced";
      case RestoreDestination.MissingOnly _ -> "all that is there, as it is";
    };
  }

  private static String age(Duration age) {
    return Spans.print(age.isNegative() ? Duration.ZERO : age) + " ago";
  }

  private String loss(RestorePlan plan) {
    if (plan.request().destination() instanceof RestoreDestination.MissingOnly) {
      return "nothing: documents that are there stay as they are";
    }
    if (PlanAnswer.isOfVolumes(plan)) {
      return plan.items().stream().allMatch(item -> item.action() == Action.CREATE)
          ? "nothing: no volume is replaced"
          : page.ink().warning("what was written into them since");
    }
    Optional<Long> after = plan.forward().flatMap(RollForward::after);
    if (after.isPresent()) {
      return after.get() == 0
          ? "nothing of what was captured"
          : page.ink()
              .warning(
                  Words.counted(after.get(), "operation")
                      + " that followed, and what isn't captured yet");
    }
    if (plan.newestWrite().isEmpty()) {
      return "what was written since; the server can't tell when that was last";
    }
    Instant newest = plan.newestWrite().get();
    Duration loss = PlanAnswer.loss(plan.moment(), newest);
    return loss.isZero()
        ? "nothing: no write since is known"
        : page.ink()
            .warning("the writes of " + Spans.print(loss) + ", up to " + page.moment(newest));
  }

  /** Numbered, with a sign at those after which applications see other data. */
  static String steps(List<RestoreStep> steps, Page page) {
    StringBuilder text = new StringBuilder("Steps (! changes what applications see):\n");
    int number = 1;
    for (RestoreStep step : steps) {
      String sign = step.destructive() ? page.ink().bad("!") : " ";
      text.append("%s %d. %s%n".formatted(sign, number++, page.wrapped(step.description(), 5)));
    }
    return text.toString();
  }
}
