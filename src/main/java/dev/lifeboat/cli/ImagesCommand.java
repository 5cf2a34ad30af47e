package dev.lifeboat.cli;

import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/**
 * {@code lifeboat images} and what belongs to it. Without a further word it says what is locked.
 */
@Command(
    name = "images",
    description = "See which images the stack runs, and whether they are those that it should.",
    footer = {"lifeboat images lock", "lifeboat images drift"})
final class ImagesCommand implements Action {
  /** With everything below it. */
  static CommandLine build() {
    CommandLine images = new CommandLine(new ImagesCommand());
    images.addSubcommand(new Lock());
    images.addSubcommand(new Drift());
    return images;
  }

  @Override
  public Answer run(Session session) {
    return new Lock().run(session);
  }

  /** {@code lifeboat images lock}. */
  @Command(
      name = "lock",
      description = {
        "Show the image lock: which image each service runs, by digest and id.",
        "Every backup takes one along; name a backup to see that one's."
      },
      footer = {"lifeboat images lock", "lifeboat images lock latest --json"})
  static final class Lock implements Action {
    @Parameters(
        paramLabel = "BACKUP",
        arity = "0..1",
        description = "An id or its beginning, or latest; what runs now if not said.")
    private Optional<String> backup = Optional.empty();

    @Override
    public Answer run(Session session) {
      return new ImageLockAnswer(session.services().recover().lock(session.conduct(), backup));
    }
  }

  /** {@code lifeboat images drift}. */
  @Command(
      name = "drift",
      description = {
        "Compare what runs with what the Compose files declare and a backup locked: images,"
            + " variables, mounts, orphans, files, volumes.",
        "Exits with 8 if anything differs. Values of variables are never shown."
      },
      footer = {"lifeboat images drift", "lifeboat images drift latest --json"})
  static final class Drift implements Action {
    @Parameters(
        paramLabel = "BACKUP",
        arity = "0..1",
        description = "Whose lock it is compared with; latest if not said.")
    private String backup = "latest";

    @Override
    public Answer run(Session session) {
      return new DriftAnswer(session.services().recover().drift(session.conduct(), backup));
    }
  }
}
