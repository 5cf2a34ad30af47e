package dev.lifeboat.cli;

import dev.lifeboat.stack.StackName;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

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
      description = "The stack's name, instead of being asked for it.")
  private Optional<String> confirm = Optional.empty();

  @Override
  public Answer run(Session session) {
    Conduct conduct = session.conduct();
    StackName stack = session.services().stack(conduct);
    Confirmation confirmation = session.confirmation();
    String act = "taking back a restore of stack '" + stack + "'";
    if (!dryRun) {
      confirmation.requirePossible(act, stack, confirm);
    }
    try (Services.OpenUndo undo = session.services().undo(conduct)) {
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
      confirmation.require(act, stack, confirm);
      session.shell().signals().surviveHangup();
      return new UndoAnswer(undo.plan().backup(), undo.execute());
    }
  }
}
