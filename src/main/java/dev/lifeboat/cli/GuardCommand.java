package dev.lifeboat.cli;

import java.time.Duration;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code lifeboat guard} and what belongs to it. Without a further word it says how it stands. */
@Command(
    name = "guard",
    description = {
      "Keep the stack's volumes from being deleted by 'docker compose down -v', 'docker volume rm'"
          + " and 'docker volume prune'.",
      "A tiny container of ours, the anchor, references them, and Docker deletes no such volume."
    },
    footer = {
      "lifeboat guard on",
      "lifeboat guard off --for 10m --reason \"new disk\"",
      "lifeboat guard status"
    })
final class GuardCommand implements Action {
  /** With everything below it. */
  static CommandLine build() {
    CommandLine guard = new CommandLine(new GuardCommand());
    guard.addSubcommand(new On());
    guard.addSubcommand(new Off());
    guard.addSubcommand(new Status());
    return guard;
  }

  @Override
  public Answer run(Session session) {
    return new Status().run(session);
  }

  /** {@code lifeboat guard on}. */
  @Command(
      name = "on",
      description = {
        "Put the anchor on the stack's named volumes, or on those that are named.",
        "Call it again when the stack has got another volume."
      },
      footer = {"lifeboat guard on", "lifeboat guard on mongo-data uploads"})
  static final class On implements Action {
    @Parameters(
        paramLabel = "VOLUME",
        arity = "0..*",
        description = "Names in the Compose file, or full names; all named volumes if not said.")
    private List<String> volumes = List.of();

    @Override
    public Answer run(Session session) {
      return new GuardAnswer(session.services().guard().on(session.conduct(), volumes));
    }
  }

  /** {@code lifeboat guard off}. */
  @Command(
      name = "off",
      description = {
        "Take the anchor away for a while.",
        "When the time is over, 'sentinel' puts it back at once; without it the next 'backup',"
            + " 'status' or 'guard status' does."
      },
      footer = {
        "lifeboat guard off --for 10m --reason \"new disk\"",
        "lifeboat guard off --for-good --reason \"the stack moves\""
      })
  static final class Off implements Action {
    @Option(
        names = "--for",
        paramLabel = "SPAN",
        description = "How long, such as 10m; a day at most. ${DEFAULT-VALUE} if not said.")
    private Duration length = Duration.ofMinutes(10);

    @Option(names = "--for-good", description = "Don't put it back.")
    private boolean forGood;

    @Option(
        names = "--reason",
        paramLabel = "TEXT",
        required = true,
        description = "Why; 'guard status' shows it.")
    private String reason = "";

    @SuppressWarnings("NullAway.Init") // picocli sets it before anything can run
    @Spec
    private CommandSpec spec;

    @Override
    public Answer run(Session session) {
      if (reason.isBlank()) {
        throw new ParameterException(spec.commandLine(), "'--reason' says nothing");
      }
      GuardServices guard = session.services().guard();
      return new GuardAnswer(
          forGood
              ? guard.offForGood(session.conduct())
              : guard.off(session.conduct(), length, reason));
    }
  }

  /** {@code lifeboat guard status}. */
  @Command(
      name = "status",
      description = {
        "Say which volumes are kept, after putting back an anchor whose time away is over.",
        "Exits with 8 unless all are kept."
      },
      footer = {"lifeboat guard status", "lifeboat guard status --json"})
  static final class Status implements Action {
    @Override
    public Answer run(Session session) {
      return GuardAnswer.asked(session.services().guard().status(session.conduct()));
    }
  }
}
