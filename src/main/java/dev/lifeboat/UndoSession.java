package dev.lifeboat;

import dev.lifeboat.cli.Services;
import dev.lifeboat.problem.ExitCode;
import dev.lifeboat.source.RestoreTarget;
import dev.lifeboat.source.UndoPlan;
import dev.lifeboat.source.UndoResult;

/** A planned undo with the connection that it needs. */
record UndoSession(UndoPlan plan, RestoreTarget target, Recorder recorder)
    implements Services.OpenUndo {
  @Override
  public UndoResult execute() {
    return recorder.record(
        run -> target.undo(plan, run),
        result -> new Recorder.Outcome(plan.backup(), ExitCode.OK, 0));
  }

  @Override
  public void close() {
    target.close();
  }
}
