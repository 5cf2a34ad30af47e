package dev.lifeboat.cli;

import dev.lifeboat.guard.CleanupPlan;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code lifeboat cleanup}. */
@Command(
    name = "cleanup",
    description = {
      "Remove ended containers, images without a name and unused networks from the Docker engine.",
      "Never a volume, never a container that alone keeps a volume in use, and never an image that"
          + " a backup has locked."
    },
    footer = {"lifeboat cleanup --dry-run", "lifeboat cleanup"})
final class CleanupCommand implements Action {
  @Option(names = "--dry-run", description = "Show what would go, and remove nothing.")
  private boolean dryRun;

  @Override
  public Answer run(Session session) {
    Conduct conduct = session.conduct();
    GuardServices guard = session.services().guard();
    CleanupPlan plan = guard.planCleanup(conduct);
    return dryRun ? CleanupAnswer.of(plan) : CleanupAnswer.of(guard.cleanup(conduct, plan));
  }
}
