package dev.lifeboat.cli;

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

  @Override
  public Answer run(Session session) {
    return HelpCommand.answer(spec, session);
  }
}
