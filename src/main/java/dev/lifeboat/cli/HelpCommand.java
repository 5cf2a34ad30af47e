package dev.lifeboat.cli;

import dev.lifeboat.cli.manual.HelpLayout;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code lifeboat help}. */
@Command(name = "help", description = "Explain a command.")
final class HelpCommand implements Action {
  @Parameters(paramLabel = "COMMAND", arity = "0..1", description = "Which one; without it, all.")
  private List<String> command = List.of();

  @SuppressWarnings("NullAway.Init") // picocli sets it before anything can run
  @Spec
  private CommandSpec spec;

  @Override
  public Answer run(Session session) {
    return answer(CommandTree.find(spec.root(), command), session);
  }

  static Answer answer(CommandSpec spec, Session session) {
    Ansi ansi = session.page().ink().colored() ? Ansi.ON : Ansi.OFF;
    CommandLine line = spec.commandLine();
    HelpLayout.applyTo(line);
    return new Script("help", line.getUsageMessage(CommandLine.Help.defaultColorScheme(ansi)));
  }
}
