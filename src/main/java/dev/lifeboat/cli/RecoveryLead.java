package dev.lifeboat.cli;

import dev.lifeboat.problem.ProblemException;
import java.util.Optional;
import java.util.function.Function;
import picocli.CommandLine.Option;

/** How each recovery is led: planned, shown, confirmed, done. */
final class RecoveryLead {
  @Option(names = "--dry-run", description = "Show the plan and change nothing.")
  private boolean dryRun;

  @Option(
      names = "--confirm",
      paramLabel = "NAME",
      description = "The name that is asked for: the stack's.")
  private Optional<String> confirm = Optional.empty();

  /** Leads one. */
  Answer run(
      Session session,
      String act,
      Function<Conduct, RecoverServices.OpenRecovery> opener,
      OtherImagesOption otherImages) {
    Conduct conduct = session.conduct();
    Named hit = Named.stack(session.services().stack(conduct));
    Confirmation confirmation = session.confirmation();
    String whole = act + " of " + hit;
    if (!dryRun) {
      confirmation.requirePossible(whole, hit, confirm);
    }
    try (RecoverServices.OpenRecovery recovery = opener.apply(conduct)) {
      RecoveryPlanAnswer plan = new RecoveryPlanAnswer(recovery.plan());
      if (dryRun || recovery.plan().isEmpty()) {
        return plan;
      }
      String text = plan.plan(session.errPage()) + "\n";
      if (confirm.isEmpty()) {
        session.err().print(text);
        session.err().flush();
      } else {
        session.notice(text);
      }
      if (!recovery.plan().refusals().isEmpty()) {
        throw new ProblemException(recovery.plan().refusals());
      }
      otherImages.require(
          recovery.plan().otherImages(), confirm.isPresent() ? Optional.empty() : session.prompt());
      confirmation.require(whole, hit, confirm);
      session.shell().signals().surviveHangup();
      return new RecoveryAnswer(recovery.execute());
    }
  }
}
