package dev.lifeboat.cli;

import dev.lifeboat.backup.BackupReport;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code lifeboat backup}. */
@Command(
    name = "backup",
    description = {
      "Make a backup of the stack's database; of its Docker volumes with a word more.",
      "Exits with 3 if something could not be captured: the backup is kept then, and is never"
          + " restored unless it is named."
    },
    footer = {
      "lifeboat backup",
      "lifeboat backup --reason \"before deploy 1.4\" --tag deploy",
      "lifeboat backup --json | jq -r .id",
      "lifeboat backup volumes"
    })
final class BackupCommand implements Action {
  @Mixin private final BackupOptions options = new BackupOptions();

  @Option(
      names = "--fsync-lock",
      description =
          "Lock writes out of a standalone server while it is read, so that all is of one moment.")
  private boolean fsyncLock;

  /** With everything below it. */
  static CommandLine build() {
    CommandLine backup = new CommandLine(new BackupCommand());
    backup.addSubcommand(new Volumes());
    backup.addSubcommand(new All());
    return backup;
  }

  @Override
  public Answer run(Session session) {
    Conduct conduct = session.conduct();
    return answer(conduct, session.services().backup(conduct, options.choice(fsyncLock)));
  }

  private static BackupAnswer answer(Conduct conduct, BackupReport report) {
    report
        .missing()
        .forEach(problem -> conduct.progress().warn("not in the backup: " + problem.message()));
    return new BackupAnswer(report);
  }

  /** {@code lifeboat backup volumes}. */
  @Command(
      name = "volumes",
      description = {
        "Make a backup of the stack's Docker volumes: of all, or of those that are named.",
        "Nothing is stopped unless 'volumes.NAME.consistency' in lifeboat.yaml or a label says so;"
            + " what is stopped is started again, whatever happens.",
        "'latest' stays the newest backup of the database; the newest of volumes is"
            + " 'latest:volumes'."
      },
      footer = {
        "lifeboat backup volumes",
        "lifeboat backup volumes mongo-data,redis-data",
        "lifeboat backup volumes shop_uploads --reason \"before deploy 1.4\""
      })
  static final class Volumes implements Action {
    @Mixin private final BackupOptions options = new BackupOptions();

    @Parameters(
        paramLabel = "NAME",
        arity = "0..*",
        description =
            "A name of the Compose file, or a full one; several with blanks or commas between"
                + " them.")
    private List<String> names = List.of();

    @Override
    public Answer run(Session session) {
      Conduct conduct = session.conduct();
      return answer(
          conduct, session.services().backupVolumes(conduct, options.choice(false), names));
    }
  }

  /** {@code lifeboat backup all}. */
  @Command(
      name = "all",
      description = {
        "Make a backup of the database, then one of the stack's Docker volumes.",
        "They are two backups: each can be restored, and goes by the retention, for itself."
      },
      footer = "lifeboat backup all")
  static final class All implements Action {
    @Mixin private final BackupOptions options = new BackupOptions();

    @Override
    public Answer run(Session session) {
      Conduct conduct = session.conduct();
      BackupChoice choice = options.choice(false);
      BackupAnswer database = answer(conduct, session.services().backup(conduct, choice));
      return new BackupsAnswer(
          List.of(
              database,
              answer(conduct, session.services().backupVolumes(conduct, choice, List.of()))));
    }
  }
}
