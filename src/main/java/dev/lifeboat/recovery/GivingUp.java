package dev.lifeboat.recovery;

import dev.lifeboat.problem.Code;
import dev.lifeboat.problem.Problem;
import dev.lifeboat.problem.ProblemException;
import dev.lifeboat.progress.Progress;
import dev.lifeboat.source.RestoreStep;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * A recovery that was cut off, and that nobody wants to complete: the database is taken as it is,
 * and what was stopped for it goes on.
 *
 * @param settle starts what was stopped, and says so in words
 */
public record GivingUp(
    String stack,
    Unfinished unfinished,
    HalfSwap swap,
    Function<Progress, List<String>> settle,
    InstantSource clock,
    Progress progress) {
  /** What it is called. */
  public static final String KIND = "give-up";

  /** Looks at what is unfinished; changes nothing. */
  public RecoveryPlan plan() {
    List<String> findings = new ArrayList<>();
    List<Problem> refusals = new ArrayList<>();
    if (unfinished.isThere()) {
      findings.add("a recovery of the database was cut off before its data was back");
      if (!unfinished.isFree()) {
        refusals.add(busy());
      }
    }
    if (swap.isThere()) {
      findings.add("a restore of the database was cut off, and may be half swapped");
      if (!swap.isAbandoned()) {
        refusals.add(busy());
      }
    }
    List<RestoreStep> steps =
        findings.isEmpty()
            ? List.of()
            : List.of(
                new RestoreStep("take the database as it is, empty or not", true),
                new RestoreStep("start again what was stopped until its data is back", false));
    return new RecoveryPlan(
        KIND,
        stack,
        findings,
        Optional.empty(),
        Optional.empty(),
        steps,
        findings.isEmpty()
            ? List.of()
            : List.of("the next backup holds what is in the database then, and is complete"),
        List.of(),
        refusals);
  }

  private Problem busy() {
    return Problem.of(
        Code.BUSY,
        "it isn't cut off: another process works on it",
        "wait until that is done: lifeboat watch");
  }

  /**
   * Does it.
   *
   * @throws ProblemException the plan's refusals
   */
  public RecoveryReport execute(RecoveryPlan plan) {
    if (!plan.refusals().isEmpty()) {
      throw new ProblemException(plan.refusals());
    }
    Phases phases = new Phases(clock, progress);
    List<String> done = new ArrayList<>();
    if (unfinished.isThere()) {
      unfinished.end();
    }
    if (swap.isThere()) {
      swap.end();
    }
    done.add("took the database as it is");
    phases.run("start", () -> done.addAll(settle.apply(progress)));
    return new RecoveryReport(
        plan, done, List.of(), phases.times(), phases.took(), List.of(), plan.warnings());
  }
}
