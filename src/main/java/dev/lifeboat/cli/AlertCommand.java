package dev.lifeboat.cli;

import dev.lifeboat.alert.Alert;
import dev.lifeboat.alert.Silence;
import dev.lifeboat.monitor.Metric;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code lifeboat alert} and what belongs to it. Without a further word it lists. */
@Command(
    name = "alert",
    description = {
      "Say what is wrong as far as people were told, and who takes care of it.",
      "'alerts' in lifeboat.yaml says who is told, and by what."
    },
    footer = {
      "lifeboat alert test",
      "lifeboat alert list",
      "lifeboat alert ack 7 --note \"new disk ordered\"",
      "lifeboat alert silence repository --for 2h --reason \"moving the disk\""
    })
final class AlertCommand implements Action {
  /** With everything below it. */
  static CommandLine build() {
    CommandLine alert = new CommandLine(new AlertCommand());
    alert.addSubcommand(new ListOpen());
    alert.addSubcommand(new Test());
    alert.addSubcommand(new Acknowledge());
    alert.addSubcommand(new Silent());
    alert.addSubcommand(new Log());
    return alert;
  }

  @Override
  public Answer run(Session session) {
    return new ListOpen().run(session);
  }

  /** {@code lifeboat alert list}. */
  @Command(
      name = "list",
      description = "List open alerts and silences.",
      footer = {"lifeboat alert list", "lifeboat alert list --json"})
  static final class ListOpen implements Action {
    @Override
    public Answer run(Session session) {
      return new AlertListAnswer(session.services().alert().overview(session.conduct()));
    }
  }

  /** {@code lifeboat alert test}. */
  @Command(
      name = "test",
      description = {
        "Send a message to every channel, or to one, and say whether it was taken.",
        "Exits with 1 if one was not."
      },
      footer = {"lifeboat alert test", "lifeboat alert test team"})
  static final class Test implements Action {
    @Parameters(paramLabel = "CHANNEL", arity = "0..1", description = "Its name; all if not said.")
    private Optional<String> channel = Optional.empty();

    @Override
    public Answer run(Session session) {
      return AlertLogAnswer.tried(session.services().alert().test(session.conduct(), channel));
    }
  }

  /** {@code lifeboat alert ack}. */
  @Command(
      name = "ack",
      description = {
        "Take care of an alert: nobody is reminded of it until it gets worse.",
        "Its end is still said."
      },
      footer = {"lifeboat alert ack 7", "lifeboat alert ack repository --note \"on it\""})
  static final class Acknowledge implements Action {
    @Parameters(paramLabel = "ALERT", description = "Its number, or what it is about.")
    private String which = "";

    @Option(names = "--note", paramLabel = "TEXT", description = "What others shall know.")
    private String note = "";

    @Override
    public Answer run(Session session) {
      Alert alert = session.services().alert().acknowledge(session.conduct(), which, note);
      return AlertChangeAnswer.of(alert);
    }
  }

  /** {@code lifeboat alert silence}. */
  @Command(
      name = "silence",
      description = {
        "Hear nothing of something for a while, or end that with '--end'.",
        "What is still wrong afterwards is said then; the end of what was said before is said at"
            + " once."
      },
      footer = {
        "lifeboat alert silence repository --for 2h --reason \"moving the disk\"",
        "lifeboat alert silence all --for 30m --reason \"drill\"",
        "lifeboat alert silence --end 8"
      })
  static final class Silent implements Action {
    @Parameters(
        paramLabel = "ABOUT",
        arity = "0..1",
        description = "What an alert is about, such as repository or freshness/shop, or all.")
    private Optional<String> about = Optional.empty();

    @Option(
        names = "--for",
        paramLabel = "SPAN",
        description = "How long, such as 2h; 30 days at most.")
    private Optional<Duration> length = Optional.empty();

    @Option(names = "--reason", paramLabel = "TEXT", description = "Why; 'alert list' shows it.")
    private String reason = "";

    @Option(
        names = "--end",
        paramLabel = "NUMBER",
        description = "End the silence of that number before its time.")
    private Optional<Long> end = Optional.empty();

    @SuppressWarnings("NullAway.Init") // picocli sets it before anything can run
    @Spec
    private CommandSpec spec;

    @Override
    public Answer run(Session session) {
      AlertServices alerts = session.services().alert();
      if (end.isPresent()) {
        if (about.isPresent() || length.isPresent()) {
          throw new ParameterException(spec.commandLine(), "'--end' goes alone");
        }
        return AlertChangeAnswer.ended(alerts.endSilence(session.conduct(), end.get()));
      }
      String wanted =
          about
              .filter(AlertCommand::canBeWrong)
              .orElseThrow(
                  () ->
                      new ParameterException(
                          spec.commandLine(),
                          "say what about: all, or one of "
                              + Arrays.stream(Metric.values())
                                  .map(Metric::id)
                                  .collect(Collectors.joining(", "))));
      Duration span =
          length
              .filter(each -> each.isPositive() && each.compareTo(Duration.ofDays(30)) <= 0)
              .orElseThrow(
                  () ->
                      new ParameterException(
                          spec.commandLine(),
                          "a silence has an end: '--for SPAN', 30 days at most"));
      if (reason.isBlank()) {
        throw new ParameterException(spec.commandLine(), "'--reason' says nothing");
      }
      return AlertChangeAnswer.of(alerts.silence(session.conduct(), wanted, span, reason));
    }
  }

  private static boolean canBeWrong(String about) {
    String metric = about.replaceFirst("/.*$", "");
    return about.equals(Silence.ALL)
        || Stream.of(Metric.values()).anyMatch(each -> each.id().equals(metric));
  }

  /** {@code lifeboat alert log}. */
  @Command(
      name = "log",
      description = "Say what was sent to whom, and what was not taken.",
      footer = {"lifeboat alert log", "lifeboat alert log -n 200 --json"})
  static final class Log implements Action {
    @Option(
        names = "-n",
        paramLabel = "COUNT",
        description = "How many of the newest; ${DEFAULT-VALUE} if not said.")
    private int count = 20;

    @SuppressWarnings("NullAway.Init") // picocli sets it before anything can run
    @Spec
    private CommandSpec spec;

    @Override
    public Answer run(Session session) {
      if (count < 1 || count > 10_000) {
        throw new ParameterException(spec.commandLine(), "'-n' is between 1 and 10000");
      }
      return AlertLogAnswer.of(session.services().alert().log(session.conduct(), count));
    }
  }
}
