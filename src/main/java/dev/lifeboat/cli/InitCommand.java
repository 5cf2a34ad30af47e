package dev.lifeboat.cli;

import dev.lifeboat.cli.terminal.Terminal.Stream;
import dev.lifeboat.problem.Code;
import dev.lifeboat.problem.ProblemException;
import dev.lifeboat.setup.InitReport;
import dev.lifeboat.setup.InitRequest;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code lifeboat init}. */
@Command(
    name = "init",
    description = {
      "Set up: write lifeboat.yaml, make keys and a repository.",
      "What you don't say is found out from the Compose file here, or from a MongoDB on this host."
    },
    footer = {
      "lifeboat init",
      "lifeboat init --repository /mnt/backups/shop",
      "lifeboat init --no-input --stack shop --mongo-uri mongodb://localhost:27017/ \\",
      "    --database shop --repository /mnt/backups/shop"
    })
final class InitCommand implements Action {
  enum Encryption {
    AGE,
    NONE;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  @Option(names = "--stack", paramLabel = "NAME", description = "What to call the application.")
  private Optional<String> stack = Optional.empty();

  @Option(
      names = "--mongo-uri",
      paramLabel = "URI",
      description =
          "Where MongoDB is. Better than a password: a variable, as in"
              + " mongodb://app:$${PASSWORD}@db/")
  private Optional<String> mongoUri = Optional.empty();

  @Option(
      names = "--database",
      paramLabel = "DB",
      description = "A database to protect; again for more. Without it, all.")
  private List<String> databases = List.of();

  @Option(
      names = "--repository",
      paramLabel = "DIR",
      description = "Where backups go; lifeboat-repository beside the configuration if not said.")
  private Optional<String> repository = Optional.empty();

  @Option(
      names = "--encryption",
      paramLabel = "KIND",
      description = "${COMPLETION-CANDIDATES}. Backups are encrypted unless you say none.")
  private Encryption encryption = Encryption.AGE;

  @Option(
      names = "--no-check",
      description = "Don't try to log in to MongoDB, as when it isn't there yet.")
  private boolean noCheck;

  @Override
  public Answer run(Session session) {
    Conduct conduct = session.conduct();
    InitReport report;
    try {
      report = session.services().init(conduct, request(conduct, mongoUri));
    } catch (ProblemException e) {
      Prompt prompt = session.prompt().filter(_ -> isUnknownMongo(e)).orElseThrow(() -> e);
      session.err().print("No MongoDB was found here.\n");
      String question = "Where is it? (such as mongodb://localhost:27017/) ";
      Optional<String> typed = prompt.ask(question).filter(line -> !line.isEmpty());
      report =
          session
              .services()
              .init(conduct, request(conduct, Optional.of(typed.orElseThrow(() -> e))));
    }
    showKit(session, report);
    return new InitAnswer(report);
  }

  private InitRequest request(Conduct conduct, Optional<String> uri) {
    return new InitRequest(
        conduct.config(),
        stack,
        uri,
        databases,
        repository,
        encryption == Encryption.AGE,
        !noCheck);
  }

  private static boolean isUnknownMongo(ProblemException failure) {
    return failure.problems().getFirst().code() == Code.MONGO_NOT_FOUND;
  }

  /**
   * The kit holds the identity: it goes to standard error, which no document is read from, and not
   * where a program collects that.
   */
  private static void showKit(Session session, InitReport report) {
    boolean person = session.shell().terminal().attached(Stream.ERR);
    if (person || !session.options().json()) {
      String rule = session.page().symbols().rule(72) + "\n";
      session.notice(rule + report.kit().text() + rule);
    }
  }
}
