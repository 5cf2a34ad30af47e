package dev.lifeboat.cli;

import dev.lifeboat.incident.Chronology;
import dev.lifeboat.incident.Point;
import dev.lifeboat.incident.Priority;
import dev.lifeboat.units.Moments;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;
import java.util.function.Function;
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
    incident.addSubcommand(new Check());
    incident.addSubcommand(new Done());
    incident.addSubcommand(new Waive());
    incident.addSubcommand(new PostMortem());
    incident.addSubcommand(new Close());
    return incident;
  }

  @Override
  public Answer run(Session session) {
    return new Show().run(session);
  }

  /** Which one. */
  static final class Choice {
    @Option(
        names = "--incident",
        paramLabel = "ID",
        description = "Which one; the one that is open if not said.")
    private Optional<String> id = Optional.empty();

    Optional<String> id() {
      return id;
    }
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
      said(spec, "a title", title);
      said(spec, "'--cause'", cause);
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
    @Mixin private Choice choice = new Choice();

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
    @Mixin private Choice choice = new Choice();

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

    @Mixin private Choice choice = new Choice();

    @SuppressWarnings("NullAway.Init") // picocli sets it before anything can run
    @Spec
    private CommandSpec spec;

    @Override
    public Answer run(Session session) {
      said(spec, "a note", text);
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

    @Mixin private Choice choice = new Choice();

    @SuppressWarnings("NullAway.Init") // picocli sets it before anything can run
    @Spec
    private CommandSpec spec;

    @Override
    public Answer run(Session session) {
      said(spec, "'--reason'", reason);
      return IncidentAnswer.changed(
          session
              .services()
              .incidents()
              .prioritise(session.conduct(), choice.id(), priority, reason),
          "is now " + priority);
    }
  }

  /** {@code lifeboat incident check}. */
  @Command(
      name = "check",
      description = {
        "Look which points of the check list can be seen to be true, and write those down.",
        "Exits with 13 while points are left."
      },
      footer = {"lifeboat incident check", "lifeboat incident check --json"})
  static final class Check implements Action {
    @Mixin private Choice choice = new Choice();

    @Override
    public Answer run(Session session) {
      return new ChecklistAnswer(
          session.services().incidents().check(session.conduct(), choice.id()));
    }
  }

  /** {@code lifeboat incident done}. */
  @Command(
      name = "done",
      description = "Say that a point of the check list is true, and what shows it.",
      footer = "lifeboat incident done stakeholders --evidence \"mail to all at 11:20\"")
  static final class Done implements Action {
    @Parameters(paramLabel = "POINT", description = "Its name, as 'incident check' has it.")
    private String point = "";

    @Option(
        names = "--evidence",
        paramLabel = "TEXT",
        required = true,
        description = "What shows it.")
    private String evidence = "";

    @Mixin private Choice choice = new Choice();

    @SuppressWarnings("NullAway.Init") // picocli sets it before anything can run
    @Spec
    private CommandSpec spec;

    @Override
    public Answer run(Session session) {
      said(spec, "'--evidence'", evidence);
      return IncidentAnswer.changed(
          session
              .services()
              .incidents()
              .done(session.conduct(), choice.id(), parsed(spec, point), evidence),
          "has it: " + parsed(spec, point).words());
    }
  }

  /** {@code lifeboat incident waive}. */
  @Command(
      name = "waive",
      description = "Say that a point of the check list needn't be true, and why.",
      footer = "lifeboat incident waive review --reason \"a test\"")
  static final class Waive implements Action {
    @Parameters(paramLabel = "POINT", description = "Its name, as 'incident check' has it.")
    private String point = "";

    @Option(names = "--reason", paramLabel = "TEXT", required = true, description = "Why.")
    private String reason = "";

    @Mixin private Choice choice = new Choice();

    @SuppressWarnings("NullAway.Init") // picocli sets it before anything can run
    @Spec
    private CommandSpec spec;

    @Override
    public Answer run(Session session) {
      said(spec, "'--reason'", reason);
      return IncidentAnswer.changed(
          session
              .services()
              .incidents()
              .waive(session.conduct(), choice.id(), parsed(spec, point), reason),
          "needn't have that " + parsed(spec, point).words());
    }
  }

  /** {@code lifeboat incident post-mortem}. */
  @Command(
      name = "post-mortem",
      description = {
        "Print the first draft of the post-mortem, as Markdown.",
        "With '--output' it is written into a new file, and the check list has it."
      },
      footer = {
        "lifeboat incident post-mortem",
        "lifeboat incident post-mortem --incident 20261123-1 --output post-mortem.md"
      })
  static final class PostMortem implements Action {
    @Mixin private Choice choice = new Choice();

    @Option(names = "--output", paramLabel = "FILE", description = "A new file for it.")
    private Optional<Path> output = Optional.empty();

    @Override
    public Answer run(Session session) {
      IncidentServices incidents = session.services().incidents();
      Chronology story = incidents.story(session.conduct(), choice.id());
      Instant now = session.shell().clock().instant();
      Function<ZoneId, String> draft =
          zone -> dev.lifeboat.incident.PostMortem.markdown(story, now, zone);
      output.ifPresent(
          file -> {
            NewFile.write(file, draft.apply(session.shell().zone()));
            if (story.incident().isOpen()) {
              var _ =
                  incidents.done(
                      session.conduct(),
                      Optional.of(story.incident().id()),
                      Point.POST_MORTEM,
                      "drafted in '%s'".formatted(file));
            }
          });
      return new PostMortemAnswer(story.incident().id(), draft, output);
    }
  }

  /** {@code lifeboat incident close}. */
  @Command(
      name = "close",
      description = "End it. Every point of the check list is true then, or waived.",
      footer = "lifeboat incident close --summary \"a clean-up script named the wrong volume\"")
  static final class Close implements Action {
    @Option(names = "--summary", paramLabel = "TEXT", description = "What it was.")
    private Optional<String> summary = Optional.empty();

    @Mixin private Choice choice = new Choice();

    @Override
    public Answer run(Session session) {
      return IncidentAnswer.changed(
          session.services().incidents().close(session.conduct(), choice.id(), summary),
          "is closed");
    }
  }

  private static Point parsed(CommandSpec spec, String text) {
    try {
      return Point.parse(text);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(
          spec.commandLine(),
          "'%s' is no point of the check list: %s"
              .formatted(text, String.join(", ", Point.names())));
    }
  }

  private static void said(CommandSpec spec, String what, String text) {
    if (text.isBlank()) {
      throw new ParameterException(spec.commandLine(), what + " says nothing");
    }
  }
}
