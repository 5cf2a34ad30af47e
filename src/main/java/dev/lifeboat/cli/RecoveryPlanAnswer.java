package dev.lifeboat.cli;

import dev.lifeboat.cli.terminal.Facts;
import dev.lifeboat.problem.Problem;
import dev.lifeboat.recovery.RecoveryPlan;
import dev.lifeboat.source.RestoreStep;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What a recovery would do. */
record RecoveryPlanAnswer(RecoveryPlan plan) implements Answer {
  /** Its field names are a contract. */
  record Document(
      boolean dryRun,
      String kind,
      String stack,
      List<String> findings,
      Optional<String> backup,
      Optional<Instant> moment,
      List<RestoreStep> steps,
      List<String> warnings,
      List<String> otherImages,
      List<ProblemDocument> refusals) {}

  @Override
  public Object document() {
    return new Document(
        true,
        plan.kind(),
        plan.stack(),
        plan.findings(),
        plan.backup(),
        plan.moment(),
        plan.steps(),
        plan.warnings(),
        plan.otherImages(),
        ProblemDocument.of(plan.refusals()));
  }

  @Override
  public String text(Page page) {
    if (plan.isEmpty()) {
      return page.ok()
          + (plan.backup().isPresent()
              ? " Nothing to recover: the stack is as the backup has it.\n"
              : " Nothing to give up: no recovery was cut off.\n");
    }
    StringBuilder text = new StringBuilder(plan(page));
    for (Problem problem : plan.refusals()) {
      text.append(page.failed()).append(' ').append(problem.message()).append('\n');
      problem.hints().forEach(hint -> text.append("Hint: ").append(hint).append('\n'));
    }
    return text + page.next("lifeboat recover " + plan.kind());
  }

  String plan(Page page) {
    Facts facts = new Facts();
    plan.findings().forEach(found -> facts.add("found", page.ink().warning(found)));
    plan.backup().ifPresent(backup -> facts.add("backup", backup));
    plan.moment().ifPresent(moment -> facts.add("back to", page.moment(moment)));
    StringBuilder text =
        new StringBuilder("Plan: recover stack '" + plan.stack() + "', " + plan.kind() + "\n")
            .append(facts.print(page.ink()))
            .append('\n')
            .append(PlanText.steps(plan.steps(), page));
    for (String warning : plan.warnings()) {
      text.append(page.ink().warning("warning:")).append(' ').append(page.wrapped(warning, 9));
      text.append('\n');
    }
    return text.toString();
  }
}
