package dev.lifeboat.cli;

import dev.lifeboat.cli.terminal.Facts;
import dev.lifeboat.source.RestoreStep;
import dev.lifeboat.source.UndoPlan;
import java.time.Instant;
import java.util.List;

/** What an undo would do. */
record UndoPlanAnswer(UndoPlan plan) implements Answer {
  /** Its field names are a contract. */
  record Document(
      boolean dryRun,
      String restore,
      String backup,
      Instant restoredAt,
      Instant keptUntil,
      List<RestoreStep> steps,
      List<String> writtenSince,
      List<String> stays) {}

  @Override
  public Object document() {
    return new Document(
        true,
        plan.restore(),
        plan.backup(),
        plan.restoredAt(),
        plan.keptUntil(),
        plan.steps(),
        plan.writtenSince(),
        plan.stays());
  }

  @Override
  public String text(Page page) {
    return plan(page) + page.next("lifeboat undo");
  }

  String plan(Page page) {
    Facts facts =
        new Facts()
            .add("restore", "of backup " + plan.backup() + ", " + page.moment(plan.restoredAt()))
            .add("possible", "until " + page.moment(plan.keptUntil()));
    plan.stays().forEach(words -> facts.add("stays", page.ink().warning(words)));
    if (plan.writtenSince().isEmpty() && plan.stays().isEmpty()) {
      facts.add("written", "nothing since");
    }
    plan.writtenSince()
        .forEach(words -> facts.add("since", page.ink().warning(words) + "; it is kept aside"));
    return "Plan: take a restore back\n"
        + facts.print(page.ink())
        + "\n"
        + PlanText.steps(plan.steps(), page);
  }
}
