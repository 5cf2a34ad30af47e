package dev.lifeboat.cli;

import dev.lifeboat.drill.DrillScenario;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code lifeboat drill} and what belongs to it. Without a further word it lists. */
@Command(
    name = "drill",
    description = "Rehearse recoveries in a throw-away place, measure them, keep the evidence.",
    footer = {
      "lifeboat drill run",
      "lifeboat drill run database --mutants",
      "lifeboat drill list",
      "lifeboat drill show latest"
    })
final class DrillCommand implements Action {
  /** With everything below it. */
  static CommandLine build() {
    CommandLine drill = new CommandLine(new DrillCommand());
    drill.addSubcommand(new Run());
    drill.addSubcommand(new List());
    drill.addSubcommand(new Show());
    drill.addSubcommand(new Sign());
    return drill;
  }

  @Override
  public Answer run(Session session) {
    return new List().run(session);
  }

  /** {@code lifeboat drill run}. */
  @Command(
      name = "run",
      description = {
        "Rehearse a recovery, from the choice of a backup to the proof that all came back.",
        "Production is not touched: the data goes to a server of its own, which is thrown away."
            + " Exits with 7 if the drill fails, and with 9 if an objective is missed."
      },
      footer = {
        "lifeboat drill run",
        "lifeboat drill run database --backup 20261122 --mongod /usr/bin/mongod",
        "lifeboat drill run database --canary --mutants"
      })
  static final class Run implements Action {
    @Parameters(
        paramLabel = "SCENARIO",
        arity = "0..1",
        description = "What to rehearse: database, which is meant if nothing is said.")
    private String scenario = DrillScenario.DATABASE.toString();

    @Option(
        names = "--backup",
        paramLabel = "BACKUP",
        description = "An id or its beginning; the newest if not said.")
    private Optional<String> backup = Optional.empty();

    @Option(
        names = "--micro",
        paramLabel = "WHICH",
        description = {
          "A small drill, made to follow each backup: of the newest, a random or the oldest"
              + " backup."
        })
    private Optional<String> micro = Optional.empty();

    @Option(
        names = "--mutants",
        description = {
          "Also damage backups on purpose, in a throw-away view of the repository, and see that"
              + " each is caught by the step that should."
        })
    private boolean mutants;

    @Option(
        names = "--canary",
        description = {
          "First plant a document in the production database, back it up, and expect it after the"
              + " restore. Needs 'drill: {canary: true}' in lifeboat.yaml."
        })
    private boolean canary;

    @Option(
        names = "--reviewer",
        paramLabel = "NAME",
        description = "Who shall sign it off, if not the one of lifeboat.yaml.")
    private Optional<String> reviewer = Optional.empty();

    @Option(
        names = "--mongod",
        paramLabel = "PATH",
        description = {
          "The mongod to start.",
          "If not said: the one that LIFEBOAT_MONGOD names, else the one on the PATH."
        })
    private Optional<Path> mongod = Optional.empty();

    @SuppressWarnings("NullAway.Init") // picocli sets it before anything can run
    @Spec
    private CommandSpec spec;

    @Override
    public Answer run(Session session) {
      return new DrillAnswer(
          session
              .services()
              .drill()
              .run(
                  session.conduct(),
                  new DrillChoice(
                      scenario(),
                      backup,
                      micro.map(this::micro),
                      mutants,
                      canary,
                      reviewer,
                      mongod)),
          true);
    }

    private DrillScenario scenario() {
      try {
        return DrillScenario.parse(scenario);
      } catch (IllegalArgumentException e) {
        throw new ParameterException(
            spec.commandLine(),
            "'%s' is no scenario: there are %s"
                .formatted(scenario, String.join(", ", DrillScenario.words())));
      }
    }

    private DrillChoice.Micro micro(String word) {
      try {
        return DrillChoice.Micro.valueOf(word.toUpperCase(Locale.ROOT));
      } catch (IllegalArgumentException e) {
        throw new ParameterException(
            spec.commandLine(), "'--micro' takes newest, random or oldest");
      }
    }
  }

  /** {@code lifeboat drill list}. */
  @Command(
      name = "list",
      description = "List the drills of this host, the oldest first.",
      footer = {"lifeboat drill list", "lifeboat drill list --json"})
  static final class List implements Action {
    @Override
    public Answer run(Session session) {
      return new DrillListAnswer(session.services().drill().list(session.conduct()));
    }
  }

  /** {@code lifeboat drill show}. */
  @Command(
      name = "show",
      description = "Show what a drill found, and how long each phase took.",
      footer = {"lifeboat drill show latest", "lifeboat drill show 20261122 --json"})
  static final class Show implements Action {
    @Parameters(
        paramLabel = "DRILL",
        arity = "0..1",
        description = "Its id or the beginning of it, or latest; latest if not said.")
    private String drill = "latest";

    @Override
    public Answer run(Session session) {
      return new DrillAnswer(session.services().drill().show(session.conduct(), drill), false);
    }
  }

  /** {@code lifeboat drill sign}. */
  @Command(
      name = "sign",
      description = {"Stand for the record of a drill. The reviewer is never the operator."},
      footer = {"lifeboat drill sign latest --as reviewer --note \"seen, figures checked\""})
  static final class Sign implements Action {
    @Parameters(paramLabel = "DRILL", description = "Its id or the beginning of it, or latest.")
    private String drill = "";

    @Option(
        names = "--as",
        paramLabel = "ROLE",
        required = true,
        description = "As what: operator, reviewer, or another role of the team.")
    private String role = "";

    @Option(
        names = "--person",
        paramLabel = "NAME",
        description = "Who; the account that runs this if not said.")
    private Optional<String> person = Optional.empty();

    @Option(names = "--note", paramLabel = "TEXT", description = "What there is to say.")
    private Optional<String> note = Optional.empty();

    @Override
    public Answer run(Session session) {
      return new SignOffAnswer(
          session.services().drill().sign(session.conduct(), drill, role, person, note));
    }
  }
}
