package dev.lifeboat.cli;

import dev.lifeboat.cli.manual.ManPage;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code lifeboat man}. */
@Command(
    name = "man",
    description = "Print a manual page for man(1).",
    footer = {
      "lifeboat man | man -l -",
      "lifeboat man version > /usr/local/share/man/man1/lifeboat-version.1"
    })
final class ManCommand implements Action {
  @Parameters(
      paramLabel = "COMMAND",
      arity = "0..1",
      description = "Whose page; without it, that of lifeboat itself.")
  private List<String> command = List.of();

  @SuppressWarnings("NullAway.Init") // picocli sets it before anything can run
  @Spec
  private CommandSpec spec;

  @Override
  public Answer run(Session session) {
    CommandSpec asked = CommandTree.find(spec.root(), command);
    return new Script("page", ManPage.of(asked, session.services().version()));
  }
}
