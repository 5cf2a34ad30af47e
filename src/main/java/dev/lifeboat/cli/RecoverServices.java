package dev.lifeboat.cli;

import dev.lifeboat.audit.Audited;
import dev.lifeboat.drift.DriftReport;
import dev.lifeboat.incident.Triage;
import dev.lifeboat.recovery.RecoveryPlan;
import dev.lifeboat.recovery.RecoveryReport;
import dev.lifeboat.stack.ImageLock;
import java.util.Optional;

/**
 * What is done for a stack as a whole. All methods throw {@link
 * dev.lifeboat.problem.ProblemException} for what people can mend.
 */
public interface RecoverServices {
  /** Looks what is wrong, as far as that can be seen, and which recovery is for it. */
  Triage triage(Conduct conduct);

  /** Plans the recovery of volumes that are gone. */
  OpenRecovery volumeDeleted(Conduct conduct, String backup);

  /** Plans that the stack comes to a new, empty server. */
  OpenRecovery host(Conduct conduct, String backup);

  /**
   * Plans the recovery of a database whose files are damaged.
   *
   * @param salvage whether what a repaired copy has and the backup lacks is put beside
   */
  OpenRecovery corruptDatabase(Conduct conduct, String backup, boolean salvage);

  /** Plans that every service runs its locked image again. */
  OpenRecovery wrongImages(Conduct conduct, String backup);

  /** Plans that a recovery which was cut off is not completed. */
  OpenRecovery giveUp(Conduct conduct);

  /**
   * Which images are locked.
   *
   * @param backup whose lock; empty means what runs now
   */
  ImageLock lock(Conduct conduct, Optional<String> backup);

  /** Compares what runs with what was declared and locked. */
  DriftReport drift(Conduct conduct, String backup);

  /** A recovery that was planned and has changed nothing yet. */
  interface OpenRecovery extends AutoCloseable {
    RecoveryPlan plan();

    /** Does it. */
    @Audited(value = "recover", names = "backup", copied = true)
    RecoveryReport execute();

    @Override
    void close();
  }
}
