package dev.lifeboat.drill;

/** How one scenario is rehearsed. */
@FunctionalInterface
public interface Stage {
  /** What has to be looked at before T0, and takes none of the recovery's time. */
  default void before(DrillLog log) {}

  /**
   * Rehearses it, and cleans up whatever happens. What is wrong with the backup becomes findings.
   *
   * @throws dev.lifeboat.problem.ProblemException why it could not be rehearsed, which tells
   *     nothing of the backup: the drill is aborted
   */
  void rehearse(DrillLog log);
}
