package dev.lifeboat.cli;

import dev.lifeboat.cli.manual.FishCompletion;
import java.util.Locale;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code lifeboat completion}. */
@Command(
    name = "completion",
    description = "Print a script that lets a shell complete Lifeboat's commands and options.",
    footer = {
      "lifeboat completion bash > /etc/bash_completion.d/lifeboat",
      "lifeboat completion zsh > \"$${fpath[1]}/_lifeboat\"",
      "lifeboat completion fish > ~/.config/fish/completions/lifeboat.fish"
    })
final class CompletionCommand implements Action {
  enum Kind {
    BASH,
    ZSH,
    FISH;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  @SuppressWarnings("NullAway.Init") // picocli sets it before anything can run
  @Parameters(paramLabel = "SHELL", description = "Which one: ${COMPLETION-CANDIDATES}.")
  private Kind shell;

  @SuppressWarnings("NullAway.Init")
  @Spec
  private CommandSpec spec;

  @Override
  public Answer run(Session session) {
    return new Script(
        "script",
        switch (shell) {
          case BASH -> AutoComplete.bash("lifeboat", spec.root().commandLine());
          case ZSH -> zsh(AutoComplete.bash("lifeboat", spec.root().commandLine()));
          case FISH -> FishCompletion.of(spec.root());
        });
  }

  /** Picocli's script speaks to zsh too, once zsh is told which command it completes. */
  private static String zsh(String bash) {
    return "#compdef lifeboat\n" + bash;
  }
}
