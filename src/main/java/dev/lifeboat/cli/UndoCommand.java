package dev.lifeboat.cli;

import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code lifeboat undo}. */
@Command(
    name = "undo",
    description = {
      "Take the last restore back: swap the data that it replaced in again.",
      "What the restore had brought, and what was written since, is kept aside too."
    },
    footer = {"lifeboat undo --dry-run", "lifeboat undo", "lifeboat undo --confirm shop"})
final class UndoCommand implements Action {
  @Option(names = "--dry-run", description = "Show the plan and change nothing.")
  private boolean dryRun;

  @Option(
      names = "--confirm",
      paramLabel = "NAME",
      description = "The name that is asked for: the stack's, or with --mongo-uri the server's.")
  private Optional<String> confirm = Optional.empty();

  @Mixin private ServerOptions server = new ServerOptions();

  @Option(
      names = "--stack",
      paramLabel = "NAME",
      description = "With --mongo-uri: the stack of the restore; then no configuration is needed.")
  private Optional<String> stack = Optional.empty();

  @SuppressWarnings("NullAway.Init") // picocli sets it before anything can run
  @Spec
  private CommandSpec spec;

  private Elsewhere elsewhere() {
    if (stack.isPresent() && !server.isGiven()) {
      throw new ParameterException(
          spec.commandLine(), "'--stack' goes with '--mongo-uri' or '--mongo-uri-file'");
    }
    return new Elsewhere(
        server.uri(),
        server.file(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        stack,
        true);
  }

  @Override
  public Answer run(Session session) {
    Conduct conduct = session.conduct();
    Elsewhere elsewhere = elsewhere();
    Named hit = session.services().named(conduct, elsewhere);
    Confirmation confirmation = session.confirmation();
    String act = "taking back a restore of " + hit;
    if (!dryRun) {
      confirmation.requirePossible(act, hit, confirm);
    }
    try (Services.OpenUndo undo = session.services().undo(conduct, elsewhere)) {
      UndoPlanAnswer plan = new UndoPlanAnswer(undo.plan());
      if (dryRun) {
        return plan;
      }
      String text = plan.plan(session.errPage()) + "\n";
      if (confirm.isEmpty()) {
        session.err().print(text);
        session.err().flush();
      } else {
        session.notice(text);
      }
      confirmation.require(act, hit, confirm);
      session.shell().signals().surviveHangup();
      return new UndoAnswer(undo.plan().backup(), undo.execute());
    }
  }
}
