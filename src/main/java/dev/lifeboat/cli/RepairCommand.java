package dev.lifeboat.cli;

import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code lifeboat repair}. */
@Command(
    name = "repair",
    description = {
      "Put right what is damaged in the repository, and say which backups are whole again.",
      "It deletes nothing: damaged files move to quarantine/ in the repository. What a copy has is"
          + " fetched; what none has is stored again by the next backup, if the data still has it."
    },
    footer = {
      "lifeboat repair --dry-run",
      "lifeboat repair --from /mnt/copy/shop",
      "lifeboat repair latest --from s3://bucket/shop"
    })
final class RepairCommand implements Action {
  @Parameters(
      paramLabel = "BACKUP",
      arity = "0..1",
      description = "An id or its beginning, latest, or all; all if not said.")
  private String backup = VerifyChoice.ALL;

  @Option(
      names = "--from",
      paramLabel = "PLACE",
      description = "A copy of the repository, to fetch from; again for more.")
  private List<String> copies = List.of();

  @Option(names = "--dry-run", description = "Say what would be done, and change nothing.")
  private boolean dryRun;

  @Override
  public Answer run(Session session) {
    return new RepairAnswer(
        session.services().repair(session.conduct(), new RepairChoice(backup, copies, dryRun)));
  }
}
