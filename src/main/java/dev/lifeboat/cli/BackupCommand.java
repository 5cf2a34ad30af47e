package dev.lifeboat.cli;

import dev.lifeboat.backup.BackupReport;
import dev.lifeboat.units.ByteSize;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code lifeboat backup}. */
@Command(
    name = "backup",
    description = {
      "Make a backup of the stack.",
      "Exits with 3 if something could not be captured: the backup is kept then, and is never"
          + " restored unless it is named."
    },
    footer = {
      "lifeboat backup",
      "lifeboat backup --reason \"before deploy 1.4\" --tag deploy",
      "lifeboat backup --json | jq -r .id"
    })
final class BackupCommand implements Action {
  @Option(names = "--reason", paramLabel = "TEXT", description = "Why; 'list' shows it.")
  private Optional<String> reason = Optional.empty();

  @Option(names = "--tag", paramLabel = "TAG", description = "A label; again for more.")
  private List<String> tags = List.of();

  @Option(
      names = "--fsync-lock",
      description =
          "Lock writes out of a standalone server while it is read, so that all is of one moment.")
  private boolean fsyncLock;

  @Option(
      names = "--min-free",
      paramLabel = "SIZE",
      description = "Refuse before the disk has less room than this, such as 10GB.")
  private Optional<ByteSize> minFree = Optional.empty();

  @Override
  public Answer run(Session session) {
    Conduct conduct = session.conduct();
    BackupReport report =
        session.services().backup(conduct, new BackupChoice(reason, tags, fsyncLock, minFree));
    report
        .missing()
        .forEach(problem -> conduct.progress().warn("not in the backup: " + problem.message()));
    return new BackupAnswer(report);
  }
}
