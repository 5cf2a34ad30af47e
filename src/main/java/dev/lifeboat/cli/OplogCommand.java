package dev.lifeboat.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code lifeboat oplog} and what belongs to it. Without a further word it shows how it stands. */
@Command(
    name = "oplog",
    description = "Store what a replica set writes, so that any moment can be restored.",
    footer = {
      "lifeboat oplog follow",
      "lifeboat oplog status",
      "lifeboat oplog search --ns shop.orders --op d"
    })
final class OplogCommand implements Action {
  /** With everything below it. */
  static CommandLine build() {
    CommandLine oplog = new CommandLine(new OplogCommand());
    oplog.addSubcommand(new Follow());
    oplog.addSubcommand(new Status());
    oplog.addSubcommand(new OplogSearchCommand());
    return oplog;
  }

  @Override
  public Answer run(Session session) {
    return new Status().run(session);
  }

  /** {@code lifeboat oplog follow}. */
  @Command(
      name = "follow",
      description = {
        "Store what is written in slices, every 'oplog.span', until it is stopped.",
        "Ctrl-C and SIGTERM have it store what is pending. It goes on where the newest slice ends;"
            + " where the oplog lost that, a new chain begins, which needs a new backup. Under"
            + " 'lifeboat serve' a job of the kind 'oplog' does this."
      },
      footer = {"lifeboat oplog follow"})
  static final class Follow implements Action {
    @Override
    public Answer run(Session session) {
      session.services().oplog().follow(session.conduct(), line -> session.notice(line + "\n"));
      return new Ended();
    }
  }

  /** {@code lifeboat oplog status}. */
  @Command(
      name = "status",
      description = {
        "Show which moments can be restored, and how much would be lost now.",
        "Exits with 9 if nobody follows the oplog here, or if the newest chain lacks a backup."
      },
      footer = {"lifeboat oplog status", "lifeboat oplog status --json"})
  static final class Status implements Action {
    @Override
    public Answer run(Session session) {
      return new OplogAnswer(session.services().oplog().status(session.conduct()));
    }
  }

  /** It was asked to stop, and did. */
  private record Ended() implements Answer {
    /** Its field names are a contract. */
    record Document(String result) {}

    @Override
    public Object document() {
      return new Document("ended");
    }

    @Override
    public String text(Page page) {
      return "Ended; what was pending is stored.\n";
    }
  }
}
