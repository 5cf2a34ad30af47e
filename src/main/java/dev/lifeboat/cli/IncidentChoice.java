package dev.lifeboat.cli;

import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Which incident a command is about, and what is asked of its texts. */
final class IncidentChoice {
  @Option(
      names = "--incident",
      paramLabel = "ID",
      description = "Which one; the one that is open if not said.")
  private Optional<String> id = Optional.empty();

  @SuppressWarnings("NullAway.Init") // picocli sets it before anything can run
  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  Optional<String> id() {
    return id;
  }

  /**
   * Requires that a text says something.
   *
   * @param what it is, such as {@code a note}
   */
  void said(String what, String text) {
    if (text.isBlank()) {
      throw wrong(what + " says nothing");
    }
  }

  ParameterException wrong(String fact) {
    return new ParameterException(spec.commandLine(), fact);
  }
}
