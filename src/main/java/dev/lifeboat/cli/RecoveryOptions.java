package dev.lifeboat.cli;

import dev.lifeboat.problem.ProblemException;
import java.util.Optional;
import java.util.function.Function;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What every recovery can be told, and how each is led: planned, shown, confirmed, done. */
final class RecoveryOptions {
  @Parameters(
      paramLabel = "BACKUP",
      arity = "0..1",
      description = "An id or its beginning, or latest; latest if not said.")
  private String backup = "latest";

  @Option(names = "--dry-run", description = "Show the plan and change nothing.")
  private boolean dryRun;

  @Option(
      names = "--confirm",
      paramLabel = "NAME",
      description = "The name that is asked for: the stack's.")
  private Optional<String> confirm = Optional.empty();

  String backup() {
    return backup;
  }

  /** Leads one. */
  Answer lead(Session session, String act, Function<Conduct, RecoverServices.OpenRecovery> opener) {
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
      confirmation.require(whole, hit, confirm);
      session.shell().signals().surviveHangup();
      return new RecoveryAnswer(recovery.execute());
    }
  }
}
