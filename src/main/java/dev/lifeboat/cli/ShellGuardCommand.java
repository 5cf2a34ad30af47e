package dev.lifeboat.cli;

import dev.lifeboat.guard.ShellGuard;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code lifeboat shell-guard}. */
@Command(
    name = "shell-guard",
    description = {
      "Print functions for a shell that ask before a command that deletes volumes.",
      "They ask before 'docker compose down -v', 'docker volume rm', 'docker volume prune' and"
          + " 'docker system prune --volumes'."
    },
    footer = {
      "echo 'eval \"$$(lifeboat shell-guard bash)\"' >> ~/.bashrc",
      "echo 'eval \"$$(lifeboat shell-guard zsh)\"' >> ~/.zshrc",
      "echo 'lifeboat shell-guard fish | source' >> ~/.config/fish/config.fish"
    })
final class ShellGuardCommand implements Action {
  @SuppressWarnings("NullAway.Init") // picocli sets it before anything can run
  @Parameters(paramLabel = "SHELL", description = "Which one: ${COMPLETION-CANDIDATES}.")
  private ShellGuard shell;

  @Override
  public Answer run(Session session) {
    return new Script("script", shell.script());
  }
}
