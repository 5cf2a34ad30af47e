package dev.lifeboat.cli;

import dev.lifeboat.units.Moments;
import java.time.Instant;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code lifeboat hold}. */
@Command(
    name = "hold",
    description = "Keep a backup, whatever 'retention' says, for every host of the repository.",
    footer = {
      "lifeboat hold latest --reason \"audit of 2026\"",
      "lifeboat hold 20261122T080000Z-3f9a2c --reason \"case 1234\" --until 2027-12-31"
    })
final class HoldCommand implements Action {
  @Parameters(paramLabel = "BACKUP", description = "An id or its beginning, or latest.")
  private String backup = "";

  @Option(
      names = "--reason",
      paramLabel = "TEXT",
      required = true,
      description = "Why; 'list' shows it.")
  private String reason = "";

  @Option(
      names = "--until",
      paramLabel = "TIME",
      description = "How long, such as 2027-12-31 (its end) or '2027-12-31 18:00'.")
  private Optional<String> until = Optional.empty();

  @SuppressWarnings("NullAway.Init") // picocli sets it before anything can run
  @Spec
  private CommandSpec spec;

  @Override
  public Answer run(Session session) {
    Optional<Instant> end = until.map(text -> parsed(text, session));
    if (reason.isBlank()) {
      throw new ParameterException(spec.commandLine(), "'--reason' says nothing");
    }
    return new HoldAnswer(
        session.services().hold(session.conduct(), new HoldChoice(backup, reason, end)));
  }

  private Instant parsed(String text, Session session) {
    Instant end;
    try {
      end = Moments.parse(text, session.shell().zone());
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()));
    }
    if (!end.isAfter(session.shell().clock().instant())) {
      throw new ParameterException(spec.commandLine(), "'--until " + text + "' is in the past");
    }
    return end;
  }
}
