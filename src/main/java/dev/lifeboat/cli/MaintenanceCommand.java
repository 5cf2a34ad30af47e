package dev.lifeboat.cli;

import dev.lifeboat.units.Moments;
import java.time.Instant;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code lifeboat maintenance} and what belongs to it. Without a further word it lists. */
@Command(
    name = "maintenance",
    description =
        "Say what people have to do again and again, when it was done, and when it is due.",
    footer = {
      "lifeboat maintenance list",
      "lifeboat maintenance done restore-test --evidence \"ticket 4711\""
    })
final class MaintenanceCommand implements Action {
  /** With everything below it. */
  static CommandLine build() {
    CommandLine maintenance = new CommandLine(new MaintenanceCommand());
    maintenance.addSubcommand(new List());
    maintenance.addSubcommand(new Done());
    return maintenance;
  }

  @Override
  public Answer run(Session session) {
    return new List().run(session);
  }

  /** {@code lifeboat maintenance list}. */
  @Command(
      name = "list",
      description = "List all of it, what is due first first. Exits with 9 if anything is overdue.",
      footer = {"lifeboat maintenance list", "lifeboat maintenance list --json"})
  static final class List implements Action {
    @Override
    public Answer run(Session session) {
      return new MaintenanceAnswer(
          session.services().team().duties(session.conduct(), session.shell().zone()));
    }
  }

  /** {@code lifeboat maintenance done}. */
  @Command(
      name = "done",
      description = "Write down that something was done, and what shows it.",
      footer = {
        "lifeboat maintenance done restore-test --evidence \"ticket 4711\"",
        "lifeboat maintenance done procedures --evidence \"wiki, version 12\" --on 2026-10-09"
      })
  static final class Done implements Action {
    @Parameters(paramLabel = "ITEM", description = "Its name, as 'maintenance list' has it.")
    private String item = "";

    @Option(
        names = "--evidence",
        paramLabel = "TEXT",
        required = true,
        description = "What shows it: a ticket, a report, a backup.")
    private String evidence = "";

    @Option(
        names = "--on",
        paramLabel = "TIME",
        description = "When it was done, such as 2026-10-09; now if not said.")
    private Optional<String> on = Optional.empty();

    @SuppressWarnings("NullAway.Init") // picocli sets it before anything can run
    @Spec
    private CommandSpec spec;

    @Override
    public Answer run(Session session) {
      if (evidence.isBlank()) {
        throw new ParameterException(spec.commandLine(), "'--evidence' says nothing");
      }
      Optional<Instant> at = on.map(text -> parsed(text, session));
      return new MaintenanceDoneAnswer(
          session.services().team().done(session.conduct(), item, evidence, at));
    }

    private Instant parsed(String text, Session session) {
      try {
        // A day alone is its beginning: what was done today isn't in the future.
        String exact = text.strip().length() == 10 ? text.strip() + " 00:00" : text;
        return Moments.parse(exact, session.shell().zone());
      } catch (IllegalArgumentException e) {
        throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()));
      }
    }
  }
}
