package dev.lifeboat.cli;

import dev.lifeboat.incident.Priority;
import dev.lifeboat.units.Moments;
import java.time.Instant;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code lifeboat incident} and what belongs to it. Without a further word it shows. */
@Command(
    name = "incident",
    description = {
      "Write down what happens in the worst hour, and end it only when all is done.",
      "While an incident is open, jobs that make or remove backups wait."
    },
    footer = {
      "lifeboat incident open \"orders are gone\" --priority P0",
      "lifeboat incident note \"somebody ran docker compose down -v\"",
      "lifeboat incident check",
      "lifeboat incident post-mortem --output post-mortem.md",
      "lifeboat incident close"
    })
final class IncidentCommand implements Action {
  /** With everything below it. */
  static CommandLine build() {
    CommandLine incident = new CommandLine(new IncidentCommand());
    incident.addSubcommand(new Open());
    incident.addSubcommand(new ListAll());
    incident.addSubcommand(new Show());
    incident.addSubcommand(new Acknowledge());
    incident.addSubcommand(new Note());
    incident.addSubcommand(new Prioritise());
    incident.addSubcommand(new IncidentEnd.Check());
    incident.addSubcommand(new IncidentEnd.Done());
    incident.addSubcommand(new IncidentEnd.Waive());
    incident.addSubcommand(new IncidentEnd.PostMortem());
    incident.addSubcommand(new IncidentEnd.Close());
    return incident;
  }

  @Override
  public Answer run(Session session) {
    return new Show().run(session);
  }

  /** {@code lifeboat incident open}. */
  @Command(
      name = "open",
      description = {
        "Open an incident: from then on, what this host does belongs to it.",
        "P0: production data lost, or the service down. P1: part of the data lost, or the service"
            + " degraded. P2: development or staging. P3: a recovery in advance, or a test."
      },
      footer = {
        "lifeboat incident open \"orders are gone\" --priority P0",
        "lifeboat incident open \"disk full\" --cause disk-full --since \"2026-11-22 10:15:00\""
      })
  static final class Open implements Action {
    @Parameters(paramLabel = "TITLE", description = "What happened, in a few words.")
    private String title = "";

    @Option(
        names = "--priority",
        paramLabel = "P0..P3",
        defaultValue = "P0",
        description = "How bad it is (${DEFAULT-VALUE} if not said).")
    private Priority priority = Priority.P0;

    @Option(
        names = "--cause",
        paramLabel = "NAME",
        defaultValue = "unknown",
        description =
            "Names the cause, such as volume-deleted: there is one open incident of each.")
    private String cause = "unknown";

    @Option(
        names = "--since",
        paramLabel = "TIME",
        description = "When it began; now if not said. Recovery times count from there.")
    private Optional<String> since = Optional.empty();

    @SuppressWarnings("NullAway.Init") // picocli sets it before anything can run
    @Spec
    private CommandSpec spec;

    @Override
    public Answer run(Session session) {
      if (title.isBlank() || cause.isBlank()) {
        throw new ParameterException(spec.commandLine(), "the title or the cause says nothing");
      }
      Optional<Instant> at =
          since.map(
              text -> {
                try {
                  return Moments.parse(text, session.shell().zone());
                } catch (IllegalArgumentException e) {
                  throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()));
                }
              });
      return IncidentAnswer.changed(
          session.services().incidents().open(session.conduct(), title, cause, priority, at),
          "is open");
    }
  }

  /** {@code lifeboat incident list}. */
  @Command(
      name = "list",
      description = "List all incidents of this stack on this host.",
      footer = {"lifeboat incident list", "lifeboat incident list --json"})
  static final class ListAll implements Action {
    @Override
    public Answer run(Session session) {
      return new IncidentListAnswer(session.services().incidents().list(session.conduct()));
    }
  }

  /** {@code lifeboat incident show}. */
  @Command(
      name = "show",
      description = "Show an incident: its clock, its timeline, and what is left to do.",
      footer = {"lifeboat incident show", "lifeboat incident show --incident 20261123-1"})
  static final class Show implements Action {
    @Mixin private IncidentChoice choice = new IncidentChoice();

    @Override
    public Answer run(Session session) {
      return new IncidentStoryAnswer(
          session.services().incidents().story(session.conduct(), choice.id()),
          session.shell().clock().instant());
    }
  }

  /** {@code lifeboat incident ack}. */
  @Command(
      name = "ack",
      description = "Say that you are at work on it.",
      footer = "lifeboat incident ack")
  static final class Acknowledge implements Action {
    @Mixin private IncidentChoice choice = new IncidentChoice();

    @Override
    public Answer run(Session session) {
      return IncidentAnswer.changed(
          session.services().incidents().acknowledge(session.conduct(), choice.id()),
          "is acknowledged");
    }
  }

  /** {@code lifeboat incident note}. */
  @Command(
      name = "note",
      description = "Write down what you saw, thought or did.",
      footer = "lifeboat incident note \"the API answers again\"")
  static final class Note implements Action {
    @Parameters(paramLabel = "TEXT", description = "What is worth remembering.")
    private String text = "";

    @Mixin private IncidentChoice choice = new IncidentChoice();

    @Override
    public Answer run(Session session) {
      choice.said("a note", text);
      return IncidentAnswer.changed(
          session.services().incidents().note(session.conduct(), choice.id(), text),
          "has your note");
    }
  }

  /** {@code lifeboat incident priority}. */
  @Command(
      name = "priority",
      description = "Say that it is worse, or not as bad, as was thought.",
      footer = "lifeboat incident priority P1 --reason \"only the archive is affected\"")
  static final class Prioritise implements Action {
    @Parameters(paramLabel = "P0..P3", description = "How bad it is.")
    private Priority priority = Priority.P0;

    @Option(names = "--reason", paramLabel = "TEXT", required = true, description = "Why.")
    private String reason = "";

    @Mixin private IncidentChoice choice = new IncidentChoice();

    @Override
    public Answer run(Session session) {
      choice.said("'--reason'", reason);
      return IncidentAnswer.changed(
          session
              .services()
              .incidents()
              .prioritise(session.conduct(), choice.id(), priority, reason),
          "is now " + priority);
    }
  }
}
