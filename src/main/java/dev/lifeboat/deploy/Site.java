package dev.lifeboat.deploy;

import dev.lifeboat.recovery.RecoveryReport;
import dev.lifeboat.source.LifeSign;
import java.util.List;

/** What a deployment has done around it. */
public interface Site {
  /**
   * Makes and verifies what can be rolled back to.
   *
   * @throws dev.lifeboat.problem.ProblemException if that can't be: then nothing is deployed
   */
  Safety secure();

  /**
   * Runs the command to its end.
   *
   * @return its exit status
   * @throws dev.lifeboat.problem.ProblemException with {@code TOOL_MISSING} if it can't be started
   */
  int command();

  /** Whether somebody wished meanwhile that all this stops. */
  boolean isInterrupted();

  /** Waits until services and probes are well, or their time is over. */
  List<LifeSign> gate();

  /** What a roll-back would undo, by counting; fails where the database doesn't answer. */
  List<Change> changes(OpenDeployment deployment);

  /** Asks whoever may say so. */
  Decision decide(Trouble trouble);

  /** Brings data and images of before back; may be called again after it failed or was killed. */
  RecoveryReport rollBack(OpenDeployment deployment);

  /** Starts what a roll-back may have stopped. */
  void startAgain(OpenDeployment deployment);
}
