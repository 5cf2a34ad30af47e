package dev.lifeboat.source;

import dev.lifeboat.problem.Problem;
import dev.lifeboat.progress.Progress;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Where a backup of one kind of source can be restored. Throws {@link
 * dev.lifeboat.problem.ProblemException} for what people can mend.
 */
public interface RestoreTarget extends AutoCloseable {
  /**
   * Settles what a killed restore or undo left behind: brings the target back to what it was, or
   * fully over, as the journal in the target says; and removes kept data whose time is over. Does
   * nothing to a restore that is still running elsewhere. Called before any other operation.
   *
   * @return what was done, in words; empty if there was nothing to do
   */
  List<String> recover(Progress progress);

  /**
   * What makes the present data half old and half restored: restores in place that are at work, or
   * were cut off and not made good. Whoever captures it meanwhile has no complete backup.
   */
  List<Problem> halfRestored();

  /**
   * Fails if the request doesn't fit the backup, such as a name that it doesn't have. Looks at the
   * names only, not at the target.
   *
   * @return the streams that such a restore reads
   */
  Set<StreamName> check(CapturedStreams from, RestoreRequest request);

  /** Looks at the target and plans; changes nothing. */
  RestorePlan plan(CapturedStreams from, RestoreRequest request);

  /**
   * Executes a plan. All stored bytes that it needs have been verified. Until the swap the present
   * data is untouched; any failure before it leaves the target as it was.
   */
  RestoreResult restore(RestorePlan plan, CapturedStreams from, Progress progress);

  /** The newest restore that can be taken back, or empty. Changes nothing. */
  Optional<UndoPlan> planUndo();

  /** Takes a restore back. */
  UndoResult undo(UndoPlan plan, Progress progress);

  @Override
  void close();
}
