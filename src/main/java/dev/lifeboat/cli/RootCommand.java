package dev.lifeboat.cli;

import dev.lifeboat.problem.Code;
import dev.lifeboat.problem.ProblemException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code lifeboat} without a command. */
@Command(
    name = "lifeboat",
    description =
        "Backs up applications that run on Docker Compose with MongoDB, proves that the backups"
            + " restore, and restores them.",
    footer = {
      "Begin with 'lifeboat init', or see 'lifeboat demo'.",
      "'lifeboat help COMMAND' explains a command.",
      "'lifeboat man COMMAND | man -l -' shows its manual page."
    })
final class RootCommand implements Action {
  @Mixin final GlobalOptions options;

  @SuppressWarnings("NullAway.Init") // picocli sets it before anything can run
  @Spec
  private CommandSpec spec;

  RootCommand(GlobalOptions options) {
    this.options = options;
  }

  /** How things stand; where there is no configuration to tell, how to begin. */
  @Override
  public Answer run(Session session) {
    try {
      return new StatusAnswer(session.services().status(session.conduct()));
    } catch (ProblemException e) {
      if (e.problems().getFirst().code() != Code.CONFIG_MISSING
          || options.namesConfig(session.shell().variables())) {
        throw e;
      }
      return HelpCommand.answer(spec, session);
    }
  }
}
