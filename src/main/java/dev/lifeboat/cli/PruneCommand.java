package dev.lifeboat.cli;

import dev.lifeboat.prune.PrunePlan;
import java.time.Duration;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code lifeboat prune}. */
@Command(
    name = "prune",
    description = {
      "Remove the backups that 'retention' in the configuration doesn't keep, and what only they"
          + " need.",
      "Backups may be made, held and removed meanwhile, on any host. Without 'retention' nothing is"
          + " removed."
    },
    footer = {"lifeboat prune --dry-run", "lifeboat prune", "lifeboat prune --confirm shop"})
final class PruneCommand implements Action {
  @Option(names = "--dry-run", description = "Show what stays and why, and remove nothing.")
  private boolean dryRun;

  @Option(
      names = "--confirm",
      paramLabel = "NAME",
      description = "The name that is asked for: the stack's.")
  private Optional<String> confirm = Optional.empty();

  @Option(
      names = "--grace",
      paramLabel = "SPAN",
      description =
          "How long a backup may be under way before it counts as dead, and what one left that"
              + " never ended stays, such as 12h; 7d if not said.")
  private Optional<Duration> grace = Optional.empty();

  @Override
  public Answer run(Session session) {
    Conduct conduct = session.conduct();
    Named hit = session.services().named(conduct, Elsewhere.NOWHERE);
    Confirmation confirmation = session.confirmation();
    String act = "removing backups of " + hit;
    if (!dryRun) {
      confirmation.requirePossible(act, hit, confirm);
    }
    Services.OpenPrune prune = session.services().prune(conduct, grace);
    PrunePlan plan = prune.plan();
    PrunePlanAnswer planned = new PrunePlanAnswer(plan, dryRun);
    planned.warnings().forEach(conduct.progress()::warn);
    if (dryRun || !plan.configured()) {
      return planned;
    }
    if (plan.removesAnything()) {
      String text = planned.plan(session.errPage()) + "\n";
      if (confirm.isEmpty()) {
        session.err().print(text);
        session.err().flush();
      } else {
        session.notice(text);
      }
      confirmation.require(act, hit, confirm);
    }
    return new PruneAnswer(prune.execute());
  }
}
