package dev.lifeboat.cli;

import dev.lifeboat.cli.meter.ProgressMode;
import dev.lifeboat.cli.terminal.Terminal.Stream;
import dev.lifeboat.deploy.Decision;
import dev.lifeboat.deploy.Trouble;
import dev.lifeboat.problem.Code;
import dev.lifeboat.problem.Problem;
import dev.lifeboat.process.Outlet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code lifeboat deploy}. */
@Command(
    name = "deploy",
    description = {
      "Deploy with a way back: a verified backup first, then the command, then a look whether every"
          + " service and probe is well.",
      "If the command fails or something isn't well, data and images of before come back, or all"
          + " stays as it is: a person is asked, a script says --rollback or --keep before '--'.",
      "Exits with what the command exited with; with 3 if it succeeded and not all is well.",
      "Without a command, --rollback or --keep ends a deployment that was cut off."
    },
    footer = {
      "lifeboat deploy -- docker compose up -d --build",
      "lifeboat deploy --rollback -- ./deploy.sh 1.4",
      "lifeboat deploy --rollback --confirm shop",
      "lifeboat deploy --keep"
    })
final class DeployCommand implements Action {
  @Option(
      names = "--rollback",
      description = "If it isn't well: bring data and images of before back, and ask nobody.")
  private boolean rollback;

  @Option(names = "--keep", description = "If it isn't well: leave it as it is, and ask nobody.")
  private boolean keep;

  @Option(
      names = "--confirm",
      paramLabel = "NAME",
      description = "With --rollback and no command: the stack's name, instead of typing it.")
  private Optional<String> confirm = Optional.empty();

  @Parameters(
      paramLabel = "COMMAND",
      arity = "0..*",
      description = "What deploys, word by word, after '--'.")
  private List<String> words = List.of();

  @Override
  public Answer run(Session session) {
    if (rollback && keep) {
      throw Problem.of(
              Code.USAGE, "'--rollback' and '--keep' exclude each other", "give one of them")
          .exception();
    }
    Conduct conduct = session.conduct();
    DeployServices services = session.services().deploy();
    if (words.isEmpty()) {
      return settle(session, conduct, services);
    }
    Function<Trouble, Decision> decider = decider(session);
    session.shell().signals().surviveHangup();
    return new DeployAnswer(services.run(conduct, words, outlet(session), decider));
  }

  private Answer settle(Session session, Conduct conduct, DeployServices services) {
    if (!rollback && !keep) {
      services
          .open(conduct)
          .ifPresent(
              open -> {
                throw open.problem().exception();
              });
      throw Problem.of(
              Code.USAGE,
              "'deploy' needs a command",
              "lifeboat deploy -- docker compose up -d --build")
          .exception();
    }
    if (rollback && services.open(conduct).isPresent()) {
      Named hit = Named.stack(session.services().stack(conduct));
      session.confirmation().require("rolling back the deployment of " + hit, hit, confirm);
    }
    session.shell().signals().surviveHangup();
    return new DeployAnswer(
        services.settle(conduct, rollback ? Decision.ROLL_BACK : Decision.KEEP));
  }

  /** A person's terminal as it is, so that the command can draw on it; else as bytes. */
  private static Outlet outlet(Session session) {
    Shell shell = session.shell();
    boolean json = session.options().json();
    boolean person =
        !json
            && session.options().progress() != ProgressMode.JSON
            && shell.terminal().attached(Stream.IN)
            && shell.terminal().attached(Stream.OUT)
            && shell.terminal().attached(Stream.ERR);
    return person
        ? new Outlet.Terminal()
        : new Outlet.Streams(json ? shell.err() : shell.out(), shell.err());
  }

  private Function<Trouble, Decision> decider(Session session) {
    if (rollback || keep) {
      return trouble -> {
        session.notice(DeployAnswer.trouble(trouble, session.errPage()));
        return rollback ? Decision.ROLL_BACK : Decision.KEEP;
      };
    }
    Prompt person =
        session
            .prompt()
            .orElseThrow(
                () ->
                    Problem.of(
                            Code.CONFIRMATION_MISSING,
                            "a deployment that isn't well needs a decision, and there is nobody to"
                                + " ask",
                            "say what becomes of it then: lifeboat deploy --rollback -- "
                                + words.getFirst()
                                + " …",
                            "or: lifeboat deploy --keep -- " + words.getFirst() + " …")
                        .exception());
    return trouble -> {
      session.err().print(DeployAnswer.trouble(trouble, session.errPage()));
      return ask(person, trouble);
    };
  }

  private static Decision ask(Prompt person, Trouble trouble) {
    while (true) {
      String answer =
          person
              .ask("Type r to roll back data and images, k to keep all as it is: ")
              .orElseThrow(() -> trouble.deployment().problem().exception())
              .toLowerCase(Locale.ROOT);
      switch (answer) {
        case "r" -> {
          return Decision.ROLL_BACK;
        }
        case "k" -> {
          return Decision.KEEP;
        }
        default -> {} // asked again: neither is what a slip of the finger may choose
      }
    }
  }
}
