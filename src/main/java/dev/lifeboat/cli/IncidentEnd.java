package dev.lifeboat.cli;

import dev.lifeboat.config.NewFile;
import dev.lifeboat.incident.Chronology;
import dev.lifeboat.incident.Incident;
import dev.lifeboat.incident.Point;
import dev.lifeboat.problem.Code;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;
import java.util.function.Function;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The commands with which an incident ends: its check list, its post-mortem, its end. */
final class IncidentEnd {
  private IncidentEnd() {}

  /** {@code lifeboat incident check}. */
  @Command(
      name = "check",
      description = {
        "Look which points of the check list can be seen to be true, and write those down.",
        "Exits with 13 while points are left."
      },
      footer = {"lifeboat incident check", "lifeboat incident check --json"})
  static final class Check implements Action {
    @Mixin private IncidentChoice choice = new IncidentChoice();

    @Override
    public Answer run(Session session) {
      return new ChecklistAnswer(
          session.services().incidents().check(session.conduct(), choice.id()));
    }
  }

  /** What says of a point that it is true, or needn't be. */
  abstract static class Word implements Action {
    @Parameters(paramLabel = "POINT", description = "Its name, as 'incident check' has it.")
    private String point = "";

    @Mixin private IncidentChoice choice = new IncidentChoice();

    /**
     * Says it.
     *
     * @param text evidence or reason
     */
    Answer say(String option, String text, Function<Point, Incident> written, String words) {
      choice.said(option, text);
      Point parsed = point();
      return IncidentAnswer.changed(written.apply(parsed), words + parsed.words());
    }

    Optional<String> id() {
      return choice.id();
    }

    private Point point() {
      try {
        return Point.parse(point);
      } catch (IllegalArgumentException e) {
        throw choice.wrong(
            "'%s' is no point of the check list: %s"
                .formatted(point, String.join(", ", Point.names())));
      }
    }
  }

  /** {@code lifeboat incident done}. */
  @Command(
      name = "done",
      description = "Say that a point of the check list is true, and what shows it.",
      footer = "lifeboat incident done stakeholders --evidence \"mail to all at 11:20\"")
  static final class Done extends Word {
    @Option(
        names = "--evidence",
        paramLabel = "TEXT",
        required = true,
        description = "What shows it.")
    private String evidence = "";

    @Override
    public Answer run(Session session) {
      IncidentServices incidents = session.services().incidents();
      return say(
          "'--evidence'",
          evidence,
          point -> incidents.done(session.conduct(), id(), point, evidence),
          "has it: ");
    }
  }

  /** {@code lifeboat incident waive}. */
  @Command(
      name = "waive",
      description = "Say that a point of the check list needn't be true, and why.",
      footer = "lifeboat incident waive review --reason \"a test\"")
  static final class Waive extends Word {
    @Option(names = "--reason", paramLabel = "TEXT", required = true, description = "Why.")
    private String reason = "";

    @Override
    public Answer run(Session session) {
      IncidentServices incidents = session.services().incidents();
      return say(
          "'--reason'",
          reason,
          point -> incidents.waive(session.conduct(), id(), point, reason),
          "needn't have that ");
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
    @Mixin private IncidentChoice choice = new IncidentChoice();

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
            NewFile.write(
                file,
                draft.apply(session.shell().zone()),
                Code.OUTPUT_FAILED,
                "name a new file in a folder that you can write to");
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

    @Mixin private IncidentChoice choice = new IncidentChoice();

    @Override
    public Answer run(Session session) {
      return IncidentAnswer.changed(
          session.services().incidents().close(session.conduct(), choice.id(), summary),
          "is closed");
    }
  }
}
