package dev.lifeboat.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code lifeboat recover} and the accidents that it knows. */
@Command(
    name = "recover",
    description = {
      "Bring a Compose stack back after an accident, in one command.",
      "Without a further word it looks what is wrong, changes nothing, and says which command is"
          + " for it; it exits with 8 if anything is to be done.",
      "Each recovery is planned and shown, asks for the stack's name, and says how long each phase"
          + " took."
    },
    footer = {
      "lifeboat recover",
      "lifeboat recover volume-deleted --dry-run",
      "lifeboat recover volume-deleted",
      "lifeboat recover wrong-images"
    })
final class RecoverCommand implements Action {
  /** With everything below it. */
  static CommandLine build() {
    CommandLine recover = new CommandLine(new RecoverCommand());
    recover.addSubcommand(new VolumeDeleted());
    recover.addSubcommand(new CorruptDatabase());
    recover.addSubcommand(new WrongImages());
    recover.addSubcommand(new Host());
    recover.addSubcommand(new GiveUp());
    return recover;
  }

  @Override
  public Answer run(Session session) {
    return new TriageAnswer(session.services().recover().triage(session.conduct()));
  }

  /** {@code lifeboat recover volume-deleted}. */
  @Command(
      name = "volume-deleted",
      description = {
        "Recover from 'docker compose down -v' and other ways to delete volumes.",
        "The volumes are made as they were, the database is started alone and restored, then the"
            + " rest is started."
      },
      footer = {
        "lifeboat recover volume-deleted --dry-run",
        "lifeboat recover volume-deleted",
        "lifeboat recover volume-deleted latest --confirm shop --json"
      })
  static final class VolumeDeleted implements Action {
    @Mixin private RecoveryOptions options = new RecoveryOptions();

    @Override
    public Answer run(Session session) {
      return options.lead(
          session,
          "recovering deleted volumes",
          conduct -> session.services().recover().volumeDeleted(conduct, options.backup()));
    }
  }

  /** {@code lifeboat recover corrupt-database}. */
  @Command(
      name = "corrupt-database",
      description = {
        "Recover from damaged files of the database.",
        "What is left of them is kept in the repository first, for people to look into; then the"
            + " volume is made anew, and the database restored and proven."
      },
      footer = {
        "lifeboat recover corrupt-database --dry-run",
        "lifeboat recover corrupt-database",
        "lifeboat recover corrupt-database --salvage"
      })
  static final class CorruptDatabase implements Action {
    @Mixin private RecoveryOptions options = new RecoveryOptions();

    @Option(
        names = "--salvage",
        description =
            "Repair a copy of the damaged files, and put what it has and the backup lacks into"
                + " databases beside, for people to judge.")
    private boolean salvage;

    @Override
    public Answer run(Session session) {
      return options.lead(
          session,
          "replacing the database's files",
          conduct ->
              session.services().recover().corruptDatabase(conduct, options.backup(), salvage));
    }
  }

  /** {@code lifeboat recover wrong-images}. */
  @Command(
      name = "wrong-images",
      description = {
        "Run every service on the image that the backup locked.",
        "Data is not touched: 'lifeboat restore' brings that back."
      },
      footer = {"lifeboat recover wrong-images --dry-run", "lifeboat recover wrong-images"})
  static final class WrongImages implements Action {
    @Mixin private RecoveryOptions options = new RecoveryOptions();

    @Override
    public Answer run(Session session) {
      return options.lead(
          session,
          "changing the images",
          conduct -> session.services().recover().wrongImages(conduct, options.backup()));
    }
  }

  /** {@code lifeboat recover host}. */
  @Command(
      name = "host",
      description = {
        "Bring the stack to a new, empty server, after 'lifeboat connect'.",
        "Compose and env files are put where they were, saved images are loaded, volumes and"
            + " database restored, services started. Files that are there are not overwritten."
      },
      footer = {"lifeboat recover host --dry-run", "lifeboat recover host"})
  static final class Host implements Action {
    @Mixin private RecoveryOptions options = new RecoveryOptions();

    @Override
    public Answer run(Session session) {
      return options.lead(
          session,
          "bringing the stack to this host",
          conduct -> session.services().recover().host(conduct, options.backup()));
    }
  }

  /** {@code lifeboat recover give-up}. */
  @Command(
      name = "give-up",
      description = {
        "Give up a recovery, or a restore, that was cut off, and take the database as it is.",
        "What was stopped until its data is back is started again, and backups are complete again."
      },
      footer = {"lifeboat recover give-up --dry-run", "lifeboat recover give-up"})
  static final class GiveUp implements Action {
    @Mixin private RecoveryLead lead = new RecoveryLead();

    @Override
    public Answer run(Session session) {
      return lead.run(
          session,
          "giving up the recovery",
          conduct -> session.services().recover().giveUp(conduct),
          new OtherImagesOption());
    }
  }
}
